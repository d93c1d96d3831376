using System.Numerics;

namespace Rootline.Core.Crypto;

/// <summary>A point of a curve in Jacobian coordinates: x is X/Z², y is Y/Z³; Z is zero for the point at infinity.</summary>
internal readonly record struct CurvePoint(BigInteger X, BigInteger Y, BigInteger Z)
{
    public static readonly CurvePoint Infinity = new(BigInteger.One, BigInteger.One, BigInteger.Zero);
}
