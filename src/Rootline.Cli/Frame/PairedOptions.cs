namespace Rootline.Cli.Frame;

/// <summary>
/// Options with two values, such as <c>--custom-tlv TYPE VALUE</c>. The parser knows one value or all that follow, so the two are
/// joined before it reads the command line and split where they are used.
/// </summary>
internal static class PairedOptions
{
    private const char Separator = '\u001F';
    private static readonly string[] Names = ["--custom-tlv", "--custom-tlv-file", "--extra-tlv"];

    /// <summary>Joins the values of such options.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>The command line for the parser; an option that has not both values is left as it is.</returns>
    public static IReadOnlyList<string> Join(IReadOnlyList<string> args)
    {
        if (!args.Any(Names.Contains))
            return args;
        var joined = new List<string>(args.Count);
        for (int i = 0; i < args.Count; i++)
        {
            if (args[i] == "--")
                return [.. joined, .. args.Skip(i)];
            bool paired = Names.Contains(args[i]) && i + 2 < args.Count;
            joined.Add(paired ? $"{args[i]}={args[i + 1]}{Separator}{args[i + 2]}" : args[i]);
            i += paired ? 2 : 0;
        }

        return joined;
    }

    /// <summary>Splits a value.</summary>
    /// <param name="value">As the parser has it.</param>
    /// <param name="option">The option, for the fault.</param>
    public static (string First, string Second) Split(string value, string option)
    {
        int at = value.IndexOf(Separator, StringComparison.Ordinal);
        return at >= 0 ? (value[..at], value[(at + 1)..]) : throw FrameFaults.Usage.Exception($"{option} has two values", "give both, with a space between them");
    }
}
