using System.Security.Cryptography;
using Rootline.Core.Bytes;
using Rootline.Core.Crypto;
using Rootline.Formats.Mcuboot;

namespace Rootline.Formats.Tfm;

/// <summary>
/// A root of trust public key as one-time memory holds it: the hash of the key's bytes, or the raw point 04‖X‖Y filled with zeros
/// to whole words (68 bytes of P-256, 100 of P-384). Source: tfm-provisioning section 6.
/// </summary>
public static class Rotpk
{
    private const byte Uncompressed = 0x04;
    private const int Filling = 3;

    /// <summary>Bytes of the raw form of a kind of key; null where there is none.</summary>
    /// <param name="kind">Algorithm and key size.</param>
    public static int? RawLength(SignatureKind kind) => kind switch
    {
        SignatureKind.EcdsaP256 => 1 + 64 + Filling,
        SignatureKind.EcdsaP384 => 1 + 96 + Filling,
        _ => null,
    };

    /// <summary>The raw form of a key.</summary>
    /// <param name="key">A key of P-256 or P-384.</param>
    public static byte[] ToRaw(PublicKeyBytes key) => [Uncompressed, .. key.Raw, 0, 0, 0];

    /// <summary>The key of a raw form; null when it is none, as in memory that was not written.</summary>
    /// <param name="raw">68 or 100 bytes.</param>
    public static PublicKeyBytes? ReadRaw(ReadOnlySpan<byte> raw)
    {
        int half = (raw.Length - 1 - Filling) / 2;
        if (half is not (32 or 48) || raw.Length != 1 + (2 * half) + Filling || raw[0] != Uncompressed || !Alignment.IsZero(raw[^Filling..]))
            return null;
        try
        {
            using var key = ECDsa.Create(new ECParameters
            {
                Curve = half == 32 ? ECCurve.NamedCurves.nistP256 : ECCurve.NamedCurves.nistP384,
                Q = new() { X = raw.Slice(1, half).ToArray(), Y = raw.Slice(1 + half, half).ToArray() },
            });
            return PublicKeyBytes.FromSpki(key.ExportSubjectPublicKeyInfo()).Try(out var read, out _) ? read : null;
        }
        catch (CryptographicException)
        {
            return null; // not a point of the curve
        }
    }
}
