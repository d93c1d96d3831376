using System.Security.Cryptography;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Files.Keys;

namespace Rootline.Oem.Images;

/// <summary>Draws key pairs for signing and encrypting images.</summary>
public static class FreshKey
{
    // A scalar that is drawn is not below the order once in 2^32 (P-256) or less often: ten times in a row means a broken source.
    private const int MaxDraws = 10;

    /// <summary>Draws a key.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="entropy">The source; RSA keys are drawn by the platform.</param>
    /// <returns>The key; the caller's.</returns>
    /// <exception cref="FaultException">libcrypto is not there.</exception>
    public static PrivateKey Draw(KeyKind kind, EntropySource entropy) => kind switch
    {
        KeyKind.Ed25519 or KeyKind.X25519 => OfBytes(kind, 32, entropy, PrivateKey.FromRaw),
        KeyKind.EcP256 => OfBytes(kind, 32, entropy, PrivateKey.FromScalar),
        KeyKind.EcP384 => OfBytes(kind, 48, entropy, PrivateKey.FromScalar),
        _ => OfRsa(kind == KeyKind.Rsa3072 ? 3072 : 2048),
    };

    private delegate PrivateKey? Maker(KeyKind kind, ReadOnlySpan<byte> bytes);

    private static PrivateKey OfBytes(KeyKind kind, int length, EntropySource entropy, Maker make)
    {
        using var bytes = new Secret(length);
        for (int i = 0; i < MaxDraws; i++)
        {
            entropy.Fill(bytes.Span);
            if (make(kind, bytes.Span) is { } key)
                return key;
        }

        throw CoreFaults.Defect.Exception("the source of random bytes gives no key");
    }

    private static PrivateKey OfRsa(int bits)
    {
        using var rsa = RSA.Create(bits);
        return PrivateKey.FromRsa(rsa) ?? throw CoreFaults.Defect.Exception($"no RSA key of {bits} bits");
    }
}
