using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Formats.Files.Keys;

namespace Rootline.Oem.Custody;

/// <summary>Draws new keys.</summary>
public static class KeyDraw
{
    /// <summary>Draws a key pair.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="entropy">
    /// Where it comes from. A seeded source gives a key that is a function of the seed and protects nothing; of RSA that is so for
    /// 2048 bits, the others are always the platform's.
    /// </param>
    /// <returns>The key; the caller's.</returns>
    public static PrivateKey Draw(KeyKind kind, EntropySource entropy)
    {
        if (kind.IsRsa())
        {
            using var rsa = kind == KeyKind.Rsa2048 ? RsaKeys.Generate(entropy) : RSA.Create(kind == KeyKind.Rsa3072 ? 3072 : 4096);
            return PrivateKey.FromRsa(rsa)!;
        }

        using var candidate = new Secret(kind == KeyKind.EcP384 ? 48 : 32);
        while (true)
        {
            entropy.Fill(candidate.Span);
            // Only a scalar can be out of range, and hardly ever is.
            if ((kind.IsEc() ? PrivateKey.FromScalar(kind, candidate.Span) : PrivateKey.FromRaw(kind, candidate.Span)) is { } key)
                return key;
        }
    }
}
