using System.Numerics;
using System.Security.Cryptography;

namespace Rootline.Core.Crypto;

/// <summary>Sizes and numbers of the curve P-256 (FIPS 186-5, secp256r1).</summary>
public static class P256
{
    /// <summary>A scalar or a coordinate: 32 bytes, big-endian.</summary>
    public const int ScalarLength = 32;

    /// <summary>A public key as X then Y without the leading 04: 64 bytes.</summary>
    public const int PublicLength = 64;

    /// <summary>A signature as r then s: 64 bytes.</summary>
    public const int SignatureLength = 64;

    /// <summary>The longest DER form of a signature in bytes.</summary>
    public const int MaxDerSignatureLength = 72;

    internal const string Oid = "1.2.840.10045.3.1.7";

    /// <summary>The order of the group.</summary>
    internal static readonly BigInteger Order =
        BigInteger.Parse("115792089210356248762697446949407573529996955224135760342422259061068512044369", System.Globalization.CultureInfo.InvariantCulture);

    internal static ECCurve Curve => ECCurve.NamedCurves.nistP256;

    internal static BigInteger ToInteger(ReadOnlySpan<byte> bigEndian) => new(bigEndian, isUnsigned: true, isBigEndian: true);

    internal static void WriteScalar(BigInteger value, Span<byte> destination)
    {
        destination[..ScalarLength].Clear();
        int length = value.GetByteCount(isUnsigned: true);
        value.TryWriteBytes(destination[(ScalarLength - length)..ScalarLength], out _, isUnsigned: true, isBigEndian: true);
    }
}
