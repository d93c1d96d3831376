using System.CommandLine;
using Rootline.Oem.Images;

namespace Rootline.Cli.Commands.Image.Sign;

/// <summary>Options of signing as text, and the numbers in them.</summary>
internal static class SignText
{
    /// <summary>An option with a text.</summary>
    public static Option<string?> Option(string[] names, string value, string description) =>
        new(names[0], names[1..]) { Description = description, HelpName = value };

    /// <summary>A switch.</summary>
    public static Option<bool> Switch(string[] names, string description) => new(names[0], names[1..]) { Description = description };

    /// <summary>An option with one of some words.</summary>
    public static Option<string?> Choice(string[] names, string description, params string[] words)
    {
        var option = Option(names, string.Join('|', words), description);
        option.AcceptOnlyFromAmong(words);
        return option;
    }

    /// <summary>The number of an option, or null where it is not given.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="option">The option.</param>
    /// <param name="most">The largest that is taken.</param>
    public static uint? Number(this ParseResult parse, Option<string?> option, uint most = uint.MaxValue) =>
        parse.GetValue(option) is { } text ? OptionNumber.Parse(text, most).OrThrow(option.Name) : null;
}
