using System.Numerics;
using System.Security.Cryptography;
using Rootline.Core.Entropy;

namespace Rootline.Core.Crypto;

/// <summary>RSA key pairs: the platform's own, or reproducible ones when the source is seeded.</summary>
public static class RsaKeys
{
    /// <summary>Size of the modulus in bits.</summary>
    public const int Bits = 2048;

    private const int PrimeLength = Bits / 16;
    private const int MillerRabinRounds = 8;
    private static readonly BigInteger Exponent = 65537;
    private static readonly int[] SmallPrimes = [.. Enumerable.Range(3, 4000).Where(n => n % 2 == 1 && IsSmallPrime(n))];

    /// <summary>Draws a key pair of 2048 bits.</summary>
    /// <param name="entropy">
    /// A seeded source gives a key that is a function of the seed (its primes are found with plain arithmetic: it protects
    /// nothing); otherwise the platform draws.
    /// </param>
    public static RSA Generate(EntropySource entropy)
    {
        if (!entropy.IsSeeded)
            return RSA.Create(Bits);
        var p = Prime(entropy);
        var q = Prime(entropy);
        if (p < q)
            (p, q) = (q, p);
        var d = Inverse(Exponent, (p - 1) * (q - 1));
        var key = RSA.Create();
        key.ImportParameters(new RSAParameters
        {
            Modulus = Field(p * q, 2 * PrimeLength),
            Exponent = Field(Exponent, 3),
            D = Field(d, 2 * PrimeLength),
            P = Field(p, PrimeLength),
            Q = Field(q, PrimeLength),
            DP = Field(d % (p - 1), PrimeLength),
            DQ = Field(d % (q - 1), PrimeLength),
            InverseQ = Field(Inverse(q, p), PrimeLength),
        });
        return key;
    }

    private static BigInteger Prime(EntropySource entropy)
    {
        while (true)
        {
            byte[] bytes = entropy.Bytes(PrimeLength);
            bytes[0] |= 0xC0;
            bytes[^1] |= 1;
            var candidate = P256.ToInteger(bytes);
            if (candidate % Exponent != 1 && Array.TrueForAll(SmallPrimes, s => candidate % s != 0) && IsProbablePrime(candidate, entropy))
                return candidate;
        }
    }

    private static bool IsProbablePrime(BigInteger n, EntropySource entropy)
    {
        var odd = n - 1;
        int twos = 0;
        while (odd.IsEven)
        {
            odd >>= 1;
            twos++;
        }

        for (int round = 0; round < MillerRabinRounds; round++)
        {
            var witness = (P256.ToInteger(entropy.Bytes(PrimeLength)) % (n - 3)) + 2;
            var x = BigInteger.ModPow(witness, odd, n);
            int squarings = 1;
            while (x != 1 && x != n - 1 && squarings++ < twos)
                x = BigInteger.ModPow(x, 2, n);
            if (x != n - 1 && (x != 1 || squarings > 1))
                return false;
        }

        return true;
    }

    private static BigInteger Inverse(BigInteger value, BigInteger modulus)
    {
        var (a, b, x, y) = (value, modulus, BigInteger.One, BigInteger.Zero);
        while (!b.IsZero)
        {
            var quotient = a / b;
            (a, b, x, y) = (b, a - (quotient * b), y, x - (quotient * y));
        }

        return x.Sign < 0 ? x + modulus : x;
    }

    private static byte[] Field(BigInteger value, int length)
    {
        var bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[length - bytes.Length], .. bytes];
    }

    private static bool IsSmallPrime(int n)
    {
        for (int d = 3; d * d <= n; d += 2)
        {
            if (n % d == 0)
                return false;
        }

        return true;
    }
}
