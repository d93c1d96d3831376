using System.Numerics;

namespace Rootline.Core.Crypto;

/// <summary>
/// The public keys that an ECDSA signature can be of: up to four, from which another value (an instance id, a key id) tells the one.
/// Everything here is public. Source: SEC 1 4.1.6.
/// </summary>
public static class EcdsaKeyRecovery
{
    /// <summary>Finds them.</summary>
    /// <param name="signature">r‖s: 64 bytes of P-256, 96 of P-384, 132 of P-521.</param>
    /// <param name="digest">The digest that was signed: at most as long as the order.</param>
    /// <returns>Points X‖Y; none when the signature is of no key.</returns>
    public static IReadOnlyList<byte[]> Candidates(ReadOnlySpan<byte> signature, ReadOnlySpan<byte> digest)
    {
        var curve = signature.Length switch
        {
            64 => NistCurve.P256,
            96 => NistCurve.P384,
            132 => NistCurve.P521,
            _ => throw new ArgumentException("a signature has 64, 96 or 132 bytes", nameof(signature)),
        };
        if (digest.Length > curve.Length)
            throw new ArgumentException("a digest is at most as long as the order of the curve", nameof(digest));
        var r = P256.ToInteger(signature[..curve.Length]);
        var s = P256.ToInteger(signature[curve.Length..]);
        if (r.IsZero || s.IsZero || r >= curve.N || s >= curve.N)
            return [];
        var inverse = BigInteger.ModPow(r, curve.N - 2, curve.N);
        var ofPoint = s * inverse % curve.N;
        var ofGenerator = (curve.N - (P256.ToInteger(digest) % curve.N)) * inverse % curve.N;
        var fixedPart = curve.Multiply(ofGenerator, curve.G);
        List<byte[]> candidates = [];
        foreach (var x in (BigInteger[])[r, r + curve.N])
        {
            foreach (var point in curve.WithX(x))
            {
                if (curve.ToBytes(curve.Add(curve.Multiply(ofPoint, point), fixedPart)) is { } candidate)
                    candidates.Add(candidate);
            }
        }

        return candidates;
    }
}
