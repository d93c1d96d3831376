using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Files;
using Rootline.Formats.Files.Keys;

namespace Rootline.Formats.Psa.Cose;

/// <summary>
/// Keys of tokens as files: a public key, a private key (its public half counts) or a certificate in PEM or DER, or the bytes of a symmetric
/// key as they are. What is a public key is never taken as a symmetric one: everybody could make a MAC with it.
/// </summary>
public static class TokenKeyFile
{
    /// <summary>Reads a key.</summary>
    /// <param name="file">The file's bytes; the caller's to wipe.</param>
    public static Parsed<TokenKey> Read(ReadOnlySpan<byte> file)
    {
        if (PemText.Decode(file, "PUBLIC KEY") is { } pem)
        {
            using var der = pem.Der;
            return TokenKey.FromSpki(der.Span);
        }

        if (TokenKey.FromSpki(file).Try(out var key, out _))
            return key;
        if (PublicKeyFile.Read(file, null).Try(out var known, out var fault))
            return TokenKey.FromSpki(known.Spki);
        if (file.IndexOf("-----BEGIN"u8) >= 0 || fault.Code != PrivateKeyFaults.PublicForm)
            return fault;
        return TokenKey.FromSymmetric(Secret.CopyOf(file));
    }
}
