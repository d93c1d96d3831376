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
    internal static readonly BigInteger Order = ToInteger(OrderBytes);

    /// <summary>The order of the group, 32 bytes big-endian: secrets are compared with it without a copy of them.</summary>
    internal static ReadOnlySpan<byte> OrderBytes =>
    [
        0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
    ];

    internal static ECCurve Curve => ECCurve.NamedCurves.nistP256;

    internal static BigInteger ToInteger(ReadOnlySpan<byte> bigEndian) => new(bigEndian, isUnsigned: true, isBigEndian: true);
}
