using System.Globalization;
using System.Numerics;

namespace Rootline.Core.Crypto;

/// <summary>
/// The numbers of a NIST curve y² = x³ - 3x + b, and arithmetic on its points for public values: nothing here is constant in time. Source:
/// SP 800-186 3.2.1.
/// </summary>
internal sealed class NistCurve
{
    public static readonly NistCurve P256 = new(
        32,
        "FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF",
        "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551",
        "5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B",
        ("6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296", "4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5"));

    public static readonly NistCurve P384 = new(
        48,
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFFFF0000000000000000FFFFFFFF",
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973",
        "B3312FA7E23EE7E4988E056BE3F82D19181D9C6EFE8141120314088F5013875AC656398D8A2ED19D2A85C8EDD3EC2AEF",
        ("AA87CA22BE8B05378EB1C71EF320AD746E1D3B628BA79B9859F741E082542A385502F25DBF55296C3A545E3872760AB7", "3617DE4A96262C6F5D9E98BF9292DC29F8F41DBD289A147CE9DA3113B5F0B8C00A60B1CE1D7E819D7A431D7C90EA0E5F"));

    public static readonly NistCurve P521 = new(
        66,
        "01FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
        "01FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFA51868783BF2F966B7FCC0148F709A5D03BB5C9B8899C47AEBB6FB71E91386409",
        "0051953EB9618E1C9A1F929A21A0B68540EEA2DA725B99B315F3B8B489918EF109E156193951EC7E937B1652C0BD3BB1BF073573DF883D2C34F1EF451FD46B503F00",
        ("00C6858E06B70404E9CD9E3ECB662395B4429C648139053FB521F828AF606B4D3DBAA14B5E77EFE75928FE1DC127A2FFA8DE3348B3C1856A429BF97E7E31C2E5BD66", "011839296A789A3BC0045C8A5FB42C7D1BD998F54449579B446817AFBD17273E662C97EE72995EF42640C550B9013FAD0761353C7086A272C24088BE94769FD16650"));

    private readonly BigInteger _b;

    private NistCurve(int length, string p, string n, string b, (string X, string Y) g)
    {
        (Length, P, N, _b) = (length, Number(p), Number(n), Number(b));
        G = new(Number(g.X), Number(g.Y), BigInteger.One);
    }

    /// <summary>Bytes of a coordinate and of a scalar.</summary>
    public int Length { get; }

    /// <summary>The prime of the field.</summary>
    public BigInteger P { get; }

    /// <summary>The order of the group.</summary>
    public BigInteger N { get; }

    /// <summary>The generator.</summary>
    public CurvePoint G { get; }

    /// <summary>The two points with an x coordinate; none where it is not of the curve.</summary>
    public IEnumerable<CurvePoint> WithX(BigInteger x)
    {
        if (x.Sign < 0 || x >= P)
            yield break;
        var square = Mod((x * x * x) - (3 * x) + _b);
        // p is 3 modulo 4 for each of the curves.
        var y = BigInteger.ModPow(square, (P + 1) / 4, P);
        if (Mod(y * y) != square)
            yield break;
        yield return new(x, y, BigInteger.One);
        if (!y.IsZero)
            yield return new(x, P - y, BigInteger.One);
    }

    /// <summary>k times a point.</summary>
    public CurvePoint Multiply(BigInteger k, CurvePoint point)
    {
        var sum = CurvePoint.Infinity;
        for (long bit = (long)k.GetBitLength() - 1; bit >= 0; bit--)
        {
            sum = Double(sum);
            if (!(k >> (int)bit).IsEven)
                sum = Add(sum, point);
        }

        return sum;
    }

    /// <summary>The sum of two points.</summary>
    public CurvePoint Add(CurvePoint a, CurvePoint b)
    {
        if (a.Z.IsZero || b.Z.IsZero)
            return a.Z.IsZero ? b : a;
        var (za, zb) = (Mod(a.Z * a.Z), Mod(b.Z * b.Z));
        var (u1, u2) = (Mod(a.X * zb), Mod(b.X * za));
        var (s1, s2) = (Mod(a.Y * zb * b.Z), Mod(b.Y * za * a.Z));
        var (h, r) = (Mod(u2 - u1), Mod(s2 - s1));
        if (h.IsZero)
            return r.IsZero ? Double(a) : CurvePoint.Infinity;
        var (h2, h3) = (Mod(h * h), Mod(h * h * h));
        var v = Mod(u1 * h2);
        var x = Mod((r * r) - h3 - (2 * v));
        return new(x, Mod((r * (v - x)) - (s1 * h3)), Mod(h * a.Z * b.Z));
    }

    /// <summary>A point as X‖Y, or null for the point at infinity.</summary>
    public byte[]? ToBytes(CurvePoint point)
    {
        if (point.Z.IsZero)
            return null;
        var inverse = BigInteger.ModPow(point.Z, P - 2, P);
        var square = Mod(inverse * inverse);
        var bytes = new byte[2 * Length];
        Write(Mod(point.X * square), bytes.AsSpan(0, Length));
        Write(Mod(point.Y * square * inverse), bytes.AsSpan(Length));
        return bytes;
    }

    private CurvePoint Double(CurvePoint a)
    {
        if (a.Z.IsZero || a.Y.IsZero)
            return CurvePoint.Infinity;
        var delta = Mod(a.Z * a.Z);
        var gamma = Mod(a.Y * a.Y);
        var beta = Mod(a.X * gamma);
        var alpha = Mod(3 * (a.X - delta) * (a.X + delta));
        var x = Mod((alpha * alpha) - (8 * beta));
        return new(x, Mod((alpha * ((4 * beta) - x)) - (8 * gamma * gamma)), Mod(2 * a.Y * a.Z));
    }

    private BigInteger Mod(BigInteger value)
    {
        var rest = value % P;
        return rest.Sign < 0 ? rest + P : rest;
    }

    private static void Write(BigInteger value, Span<byte> destination)
    {
        int length = value.GetByteCount(isUnsigned: true);
        value.TryWriteBytes(destination[(destination.Length - length)..], out _, isUnsigned: true, isBigEndian: true);
    }

    private static BigInteger Number(string hex) => BigInteger.Parse($"0{hex}", NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
