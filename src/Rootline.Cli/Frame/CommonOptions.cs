namespace Rootline.Cli.Frame;

/// <summary>Options that every command has.</summary>
internal static class CommonOptions
{
    /// <summary>Data as one JSON document on standard output, progress and errors as JSON lines on standard error.</summary>
    public const string Json = "--json";

    /// <summary>Whether a command line asks for JSON, also when the rest of it cannot be parsed.</summary>
    /// <param name="args">The command line.</param>
    public static bool AsksForJson(IEnumerable<string> args) => args.TakeWhile(a => a != "--").Contains(Json);
}
