using System.Security.Cryptography;
using Rootline.Core.Crypto;

namespace Rootline.Formats.Nxp.Log;

/// <summary>The three parts of a certificate (RFC 5280 4.1.1), found without a copy and without a library's key object.</summary>
public readonly ref struct CertificateParts
{
    private const byte Version = 0xA0;

    private CertificateParts(DerValue tbs, DerValue algorithm, ReadOnlySpan<byte> signature)
    {
        Tbs = tbs;
        Algorithm = algorithm;
        Signature = signature;
    }

    /// <summary>The signed part.</summary>
    internal DerValue Tbs { get; }

    /// <summary>The signature's algorithm.</summary>
    internal DerValue Algorithm { get; }

    /// <summary>The signature, for ECDSA the DER ECDSA-Sig-Value.</summary>
    public ReadOnlySpan<byte> Signature { get; }

    // ecdsa-with-SHA256 (RFC 5758 3.2), without parameters.
    private static ReadOnlySpan<byte> EcdsaWithSha256 => [0x30, 0x0A, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02];

    /// <summary>Splits a certificate.</summary>
    /// <param name="der">The certificate, nothing after it.</param>
    /// <param name="parts">Its parts when the result is true.</param>
    /// <returns>False when the bytes have not the outer form of a certificate.</returns>
    public static bool TrySplit(ReadOnlySpan<byte> der, out CertificateParts parts)
    {
        parts = default;
        if (!DerValue.TryTake(ref der, DerValue.Sequence, out var outer) || !der.IsEmpty)
            return false;
        var rest = outer.Content;
        if (!DerValue.TryTake(ref rest, DerValue.Sequence, out var tbs)
            || !DerValue.TryTake(ref rest, DerValue.Sequence, out var algorithm)
            || !DerValue.TryTake(ref rest, DerValue.BitString, out var signature)
            || !rest.IsEmpty)
            return false;
        var first = algorithm.Content;
        if (!DerValue.TryTake(ref first, DerValue.ObjectIdentifier, out _) || signature.Content is not [0, ..])
            return false;
        parts = new(tbs, algorithm, signature.Content[1..]);
        return true;
    }

    /// <summary>Whether the certificate is signed by a P-256 key with SHA-256, and says so in both places.</summary>
    /// <param name="issuer">The issuer's key.</param>
    public bool IsSignedBy(P256Verifier issuer)
    {
        if (!Algorithm.Encoded.SequenceEqual(EcdsaWithSha256) || !NamesAlgorithm())
            return false;
        Span<byte> digest = stackalloc byte[P256Verifier.DigestLength];
        SHA256.HashData(Tbs.Encoded, digest);
        return issuer.VerifyDer(digest, Signature);
    }

    // The algorithm inside the signed part follows the version, where there is one, and the serial number.
    private bool NamesAlgorithm()
    {
        var rest = Tbs.Content;
        if (rest is [Version, ..] && !DerValue.TryTake(ref rest, out _))
            return false;
        return DerValue.TryTake(ref rest, DerValue.Integer, out _)
            && DerValue.TryTake(ref rest, out var algorithm)
            && algorithm.Encoded.SequenceEqual(EcdsaWithSha256);
    }
}
