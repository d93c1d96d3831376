using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Formats.Mcuboot.KeyOutput;

namespace Rootline.Cli.Commands.Image;

/// <summary>The option that makes the names of several keys in one build differ.</summary>
internal static class NameSuffix
{
    /// <summary>The option.</summary>
    public static Option<string?> Option() => new("--name-suffix") { Description = "appended to the names in C and Rust: letters, digits, underscores", HelpName = "SUFFIX" };

    /// <summary>The suffix; empty where none is given.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="option">The option.</param>
    /// <param name="form">The form of the key: only C and Rust have names.</param>
    public static string Read(ParseResult parse, Option<string?> option, string form)
    {
        string suffix = parse.GetValue(option) ?? "";
        if (!PublicKeyOutput.IsSuffix(suffix))
            throw FrameFaults.Usage.Exception("--name-suffix has a character that no identifier has", "use letters, digits and underscores");
        return suffix.Length == 0 || form.StartsWith("lang-", StringComparison.Ordinal)
            ? suffix
            : throw FrameFaults.Usage.Exception($"--name-suffix has no meaning with {form}, which has no names", "leave it out");
    }
}
