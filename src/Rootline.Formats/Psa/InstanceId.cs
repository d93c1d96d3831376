using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Formats.Psa.Cbor;

namespace Rootline.Formats.Psa;

/// <summary>
/// The ways in which TF-M makes an instance id of the attestation key: 01 and a SHA-256. A verifier finds a key by it and does not judge
/// by it. Source: psa-attestation section 3.5.
/// </summary>
public static class InstanceId
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 33;

    /// <summary>The first byte of each.</summary>
    public const byte Type = 0x01;

    /// <summary>Of the point 04‖X‖Y: TF-M up to 2.1.</summary>
    /// <param name="point">X‖Y without the 04, of any of the curves.</param>
    public static byte[] OfPoint(ReadOnlySpan<byte> point) => Of([4, .. point]);

    /// <summary>Of the key as COSE_Key {1: 2, -1: curve, -2: X, -3: Y}: TF-M from 2.2.</summary>
    /// <param name="point">X‖Y without the 04: 64, 96 or 132 bytes.</param>
    public static byte[] OfCoseKey(ReadOnlySpan<byte> point) => Of(CoseKey(point));

    /// <summary>Of a symmetric key: the hash of its hash.</summary>
    /// <param name="key">The key.</param>
    public static byte[] OfSymmetric(ReadOnlySpan<byte> key) => Of(SHA256.HashData(key));

    /// <summary>A public key as COSE_Key, in the order in which TF-M hashes it. Its SHA-256 is also TF-M's key id.</summary>
    /// <param name="point">X‖Y without the 04: 64, 96 or 132 bytes.</param>
    public static byte[] CoseKey(ReadOnlySpan<byte> point)
    {
        int curve = point.Length switch
        {
            P256.PublicLength => 1,
            96 => 2,
            132 => 3,
            _ => throw new ArgumentException("a point has 64, 96 or 132 bytes", nameof(point)),
        };
        int half = point.Length / 2;
        return new CborWriter().Map(4).Whole(1).Whole(2).Whole(-1).Whole(curve).Whole(-2).Bytes(point[..half]).Whole(-3).Bytes(point[half..]).ToBytes();
    }

    private static byte[] Of(ReadOnlySpan<byte> hashed) => [Type, .. SHA256.HashData(hashed)];
}
