using System.Security.Cryptography;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Nxp.Virtual;

/// <summary>The frame of the small files of the virtual vendor: 8 bytes of magic with the version, the body, its SHA-256.</summary>
internal static class Framed
{
    public const int MagicLength = 8;
    private const int DigestLength = 32;

    public static Secret Write(ReadOnlySpan<byte> magic, ReadOnlySpan<byte> body)
    {
        var file = new Secret(MagicLength + body.Length + DigestLength);
        magic.CopyTo(file.Span);
        body.CopyTo(file.Span[MagicLength..]);
        SHA256.HashData(file.Span[..^DigestLength], file.Span[^DigestLength..]);
        return file;
    }

    public static bool TryRead(ReadOnlySpan<byte> file, ReadOnlySpan<byte> magic, int bodyLength, out ReadOnlySpan<byte> body)
    {
        body = default;
        if (file.Length != MagicLength + bodyLength + DigestLength || !file.StartsWith(magic))
            return false;
        if (!file[^DigestLength..].SequenceEqual(SHA256.HashData(file[..^DigestLength])))
            return false;
        body = file[MagicLength..^DigestLength];
        return true;
    }
}
