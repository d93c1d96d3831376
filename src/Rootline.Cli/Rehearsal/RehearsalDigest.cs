using System.CommandLine;

namespace Rootline.Cli.Rehearsal;

/// <summary>The digest of a rehearsal on the command line.</summary>
internal static class RehearsalDigest
{
    private const int Digits = 64;

    /// <summary>The option.</summary>
    /// <param name="what">What it does for the command.</param>
    public static Option<string?> Option(string what) => new("--rehearsed") { Description = what, HelpName = "DIGEST" };

    /// <summary>Reads it; null where none is given.</summary>
    /// <param name="text">64 hexadecimal digits.</param>
    public static ReadOnlyMemory<byte>? Read(string? text)
    {
        if (text is null)
            return null;
        return text.Length == Digits && text.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(text)
            : throw RehearsalFaults.Digest.Exception($"--rehearsed has {text.Length} characters or one that is no hexadecimal digit");
    }
}
