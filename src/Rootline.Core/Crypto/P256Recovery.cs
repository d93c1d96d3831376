using System.Numerics;

namespace Rootline.Core.Crypto;

/// <summary>
/// The public keys under which an ECDSA signature on P-256 verifies (SEC 1 section 4.1.6): up to four. Everything here is public, so that
/// plain arithmetic serves.
/// </summary>
public static class P256Recovery
{
    private static readonly BigInteger Prime = Number("FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF");
    private static readonly BigInteger Order = Number("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");
    private static readonly BigInteger B = Number("5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B");

    private static readonly Point Generator = new(
        Number("6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296"),
        Number("4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5"));

    /// <summary>The candidates.</summary>
    /// <param name="digest">SHA-256 of the message, 32 bytes.</param>
    /// <param name="signature">r‖s, 64 bytes; of any other length there is no candidate.</param>
    /// <returns>Points X‖Y of 64 bytes each.</returns>
    public static IReadOnlyList<byte[]> Candidates(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        if (digest.Length != P256.ScalarLength || signature.Length != P256.SignatureLength)
            return [];
        var r = new BigInteger(signature[..P256.ScalarLength], isUnsigned: true, isBigEndian: true);
        var s = new BigInteger(signature[P256.ScalarLength..], isUnsigned: true, isBigEndian: true);
        if (r.IsZero || s.IsZero || r >= Order || s >= Order)
            return [];
        var z = new BigInteger(digest, isUnsigned: true, isBigEndian: true);
        var inverse = BigInteger.ModPow(r, Order - 2, Order);
        var first = Multiply(Generator, Mod((Order - (z % Order)) * inverse, Order));
        var keys = new List<byte[]>();
        for (var x = r; x < Prime; x += Order)
        {
            var square = Mod((x * x * x) - (3 * x) + B, Prime);
            var y = BigInteger.ModPow(square, (Prime + 1) / 4, Prime);
            if (Mod(y * y, Prime) != square)
                continue;
            foreach (var root in (BigInteger[])[y, Mod(Prime - y, Prime)])
            {
                if (Add(first, Multiply(new(x, root), Mod(s * inverse, Order))) is { } key)
                    keys.Add(Bytes(key));
            }
        }

        return keys;
    }

    private static Point? Multiply(Point point, BigInteger factor)
    {
        Point? sum = null;
        Point? power = point;
        for (; !factor.IsZero; factor >>= 1)
        {
            if (!factor.IsEven)
                sum = Add(sum, power);
            power = Add(power, power);
        }

        return sum;
    }

    // Null is the point at infinity.
    private static Point? Add(Point? one, Point? other)
    {
        if (one is not { } a || other is not { } b)
            return one ?? other;
        BigInteger slope;
        if (a.X != b.X)
            slope = (b.Y - a.Y) * Inverse(b.X - a.X);
        else if (a.Y != b.Y || a.Y.IsZero)
            return null;
        else
            slope = 3 * ((a.X * a.X) - 1) * Inverse(2 * a.Y);
        var x = Mod((slope * slope) - a.X - b.X, Prime);
        return new Point(x, Mod((slope * (a.X - x)) - a.Y, Prime));
    }

    private static BigInteger Inverse(BigInteger value) => BigInteger.ModPow(Mod(value, Prime), Prime - 2, Prime);

    private static BigInteger Mod(BigInteger value, BigInteger modulus)
    {
        var rest = value % modulus;
        return rest.Sign < 0 ? rest + modulus : rest;
    }

    private static byte[] Bytes(Point point)
    {
        var bytes = new byte[P256.PublicLength];
        Put(point.X, bytes.AsSpan(0, P256.ScalarLength));
        Put(point.Y, bytes.AsSpan(P256.ScalarLength));
        return bytes;
    }

    private static void Put(BigInteger value, Span<byte> place)
    {
        byte[] bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        bytes.CopyTo(place[(place.Length - bytes.Length)..]);
    }

    private static BigInteger Number(string hex) => new(Convert.FromHexString(hex), isUnsigned: true, isBigEndian: true);

    private readonly record struct Point(BigInteger X, BigInteger Y);
}
