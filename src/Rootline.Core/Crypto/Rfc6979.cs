using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace Rootline.Core.Crypto;

/// <summary>
/// Deterministic ECDSA (RFC 6979) on P-256 with SHA-256 and on P-384 with SHA-384. Its arithmetic modulo n is not constant in
/// time: it serves seeded runs, virtual devices, reproducible builds and tests; whoever else can measure it learns of the key.
/// </summary>
public static class Rfc6979
{
    private static readonly Group OfP256 = new(ECCurve.NamedCurves.nistP256, P256.Order, P256.ScalarLength, HashAlgorithmName.SHA256);

    // FIPS 186-5, SP 800-186 3.2.1.4.
    private static readonly Group OfP384 = new(
        ECCurve.NamedCurves.nistP384,
        BigInteger.Parse("0FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973", NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        48,
        HashAlgorithmName.SHA384);

    /// <summary>Signs a digest on P-256.</summary>
    /// <param name="scalar">d, 32 bytes big-endian.</param>
    /// <param name="digest">SHA-256 digest, 32 bytes.</param>
    /// <returns>r‖s, 64 bytes.</returns>
    public static byte[] Sign(ReadOnlySpan<byte> scalar, ReadOnlySpan<byte> digest) => Sign(OfP256, scalar, digest);

    /// <summary>Signs a digest on P-384.</summary>
    /// <param name="scalar">d, 48 bytes big-endian.</param>
    /// <param name="digest">SHA-384 digest, 48 bytes.</param>
    /// <returns>r‖s, 96 bytes.</returns>
    public static byte[] SignP384(ReadOnlySpan<byte> scalar, ReadOnlySpan<byte> digest) => Sign(OfP384, scalar, digest);

    private static byte[] Sign(Group group, ReadOnlySpan<byte> scalar, ReadOnlySpan<byte> digest)
    {
        if (scalar.Length != group.Length || digest.Length != group.Length)
            throw new ArgumentException("scalar and digest are as long as the order of the group", nameof(scalar));
        var d = P256.ToInteger(scalar);
        var e = P256.ToInteger(digest);
        var generator = new NonceGenerator(group, scalar, digest);
        while (true)
        {
            byte[] nonce = generator.Next();
            var k = P256.ToInteger(nonce);
            if (k.IsZero || k >= group.Order)
                continue;
            var r = group.MultiplyGenerator(nonce) % group.Order;
            var s = BigInteger.ModPow(k, group.Order - 2, group.Order) * ((e + (r * d)) % group.Order) % group.Order;
            CryptographicOperations.ZeroMemory(nonce);
            if (r.IsZero || s.IsZero)
                continue;
            var signature = new byte[2 * group.Length];
            group.Write(r, signature);
            group.Write(s, signature.AsSpan(group.Length));
            return signature;
        }
    }

    // Order, scalar and digest have the same length on both curves, so that bits2int of the document shifts nothing.
    private sealed record Group(ECCurve Curve, BigInteger Order, int Length, HashAlgorithmName Hash)
    {
        // x coordinate of k·G, by importing k as a private key: the platform's multiplication is constant in time.
        public BigInteger MultiplyGenerator(byte[] k)
        {
            using var key = ECDsa.Create(new ECParameters { Curve = Curve, D = k });
            return P256.ToInteger(key.ExportParameters(includePrivateParameters: false).Q.X);
        }

        public void Write(BigInteger value, Span<byte> destination)
        {
            destination[..Length].Clear();
            int length = value.GetByteCount(isUnsigned: true);
            value.TryWriteBytes(destination[(Length - length)..Length], out _, isUnsigned: true, isBigEndian: true);
        }
    }

    // RFC 6979 section 3.2, steps b to h.
    private sealed class NonceGenerator
    {
        private readonly Group _group;
        private readonly byte[] _k;
        private readonly byte[] _v;
        private bool _used;

        public NonceGenerator(Group group, ReadOnlySpan<byte> scalar, ReadOnlySpan<byte> digest)
        {
            (_group, _k, _v) = (group, new byte[group.Length], new byte[group.Length]);
            Span<byte> seed = stackalloc byte[2 * group.Length];
            scalar.CopyTo(seed);
            group.Write(P256.ToInteger(digest) % group.Order, seed[group.Length..]);
            _v.AsSpan().Fill(1);
            Update(0, seed);
            Update(1, seed);
            CryptographicOperations.ZeroMemory(seed);
        }

        public byte[] Next()
        {
            if (_used)
                Update(0, default);
            _used = true;
            Mac(_v, _v);
            return (byte[])_v.Clone();
        }

        private void Update(byte separator, ReadOnlySpan<byte> seed)
        {
            Span<byte> input = stackalloc byte[_v.Length + 1 + seed.Length];
            _v.CopyTo(input);
            input[_v.Length] = separator;
            seed.CopyTo(input[(_v.Length + 1)..]);
            Mac(input, _k);
            Mac(_v, _v);
            CryptographicOperations.ZeroMemory(input);
        }

        private void Mac(ReadOnlySpan<byte> input, byte[] destination) => CryptographicOperations.HmacData(_group.Hash, _k, input, destination);
    }
}
