using Rootline.Cli.Frame;
using Rootline.Proof.Attestation;

namespace Rootline.Cli.Commands.Attest;

/// <summary>The tokens that a command line names.</summary>
internal static class TokenFiles
{
    /// <summary>The paths of a file, or of the tokens in a folder (<c>*.cbor</c>, in the order of their names).</summary>
    /// <param name="context">What the command works with.</param>
    /// <param name="name">As the operator wrote it.</param>
    public static IReadOnlyList<string> Of(CommandContext context, string name)
    {
        string path = context.FullPath(name);
        if (!Directory.Exists(path))
            return [path];
        string[] found = [.. Directory.EnumerateFiles(path, "*.cbor").Order(StringComparer.Ordinal)];
        return found.Length > 0 ? found : throw AttestFaults.NoTokens.Exception($"{path} holds no file *.cbor");
    }

    /// <summary>Reads a token, or a claim set.</summary>
    /// <param name="context">What the command works with.</param>
    /// <param name="path">Its absolute path.</param>
    public static byte[] Read(CommandContext context, string path) => context.Disk.ReadAll(path, TokenVerifier.MaxLength);

    /// <summary>Reads bytes of a command line.</summary>
    /// <param name="option">The option's name.</param>
    /// <param name="text">Hexadecimal digits.</param>
    public static byte[] Hex(string option, string text)
    {
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            throw AttestFaults.Hex.Exception($"{option}: not hexadecimal digits of whole bytes");
        }
    }
}
