using System.Numerics;
using System.Security.Cryptography;

namespace Rootline.Core.Crypto;

/// <summary>
/// Deterministic ECDSA on P-256 with SHA-256 (RFC 6979). Its arithmetic modulo n is not constant in time: it serves seeded
/// runs, virtual devices and tests, never a key that protects a real product.
/// </summary>
public static class Rfc6979
{
    /// <summary>Signs a digest.</summary>
    /// <param name="scalar">d, 32 bytes big-endian.</param>
    /// <param name="digest">SHA-256 digest, 32 bytes.</param>
    /// <returns>r‖s, 64 bytes.</returns>
    public static byte[] Sign(ReadOnlySpan<byte> scalar, ReadOnlySpan<byte> digest)
    {
        var d = P256.ToInteger(scalar);
        var e = P256.ToInteger(digest);
        var generator = new NonceGenerator(scalar, digest);
        while (true)
        {
            byte[] nonce = generator.Next();
            var k = P256.ToInteger(nonce);
            if (k.IsZero || k >= P256.Order)
                continue;
            var r = MultiplyBase(nonce) % P256.Order;
            var s = BigInteger.ModPow(k, P256.Order - 2, P256.Order) * ((e + (r * d)) % P256.Order) % P256.Order;
            CryptographicOperations.ZeroMemory(nonce);
            if (r.IsZero || s.IsZero)
                continue;
            var signature = new byte[P256.SignatureLength];
            P256.WriteScalar(r, signature);
            P256.WriteScalar(s, signature.AsSpan(32));
            return signature;
        }
    }

    // x coordinate of k·G, by importing k as a private key: the platform's multiplication is constant in time.
    private static BigInteger MultiplyBase(byte[] k)
    {
        using var key = ECDsa.Create(new ECParameters { Curve = P256.Curve, D = k });
        return P256.ToInteger(key.ExportParameters(includePrivateParameters: false).Q.X);
    }

    // RFC 6979 section 3.2, steps b to h.
    private sealed class NonceGenerator
    {
        private readonly byte[] _k = new byte[32];
        private readonly byte[] _v = new byte[32];
        private bool _used;

        public NonceGenerator(ReadOnlySpan<byte> scalar, ReadOnlySpan<byte> digest)
        {
            Span<byte> seed = stackalloc byte[64];
            scalar.CopyTo(seed);
            P256.WriteScalar(P256.ToInteger(digest) % P256.Order, seed[32..]);
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
            HMACSHA256.HashData(_k, _v, _v);
            return (byte[])_v.Clone();
        }

        private void Update(byte separator, ReadOnlySpan<byte> seed)
        {
            Span<byte> input = stackalloc byte[33 + seed.Length];
            _v.CopyTo(input);
            input[32] = separator;
            seed.CopyTo(input[33..]);
            HMACSHA256.HashData(_k, input, _k);
            HMACSHA256.HashData(_k, _v, _v);
            CryptographicOperations.ZeroMemory(input);
        }
    }
}
