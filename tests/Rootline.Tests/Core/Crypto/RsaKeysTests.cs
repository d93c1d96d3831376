using System.Numerics;
using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Xunit;

namespace Rootline.Tests.Core.Crypto;

public sealed class RsaKeysTests
{
    private static readonly byte[] Message = "a message"u8.ToArray();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_numbers_of_a_seeded_key_belong_together(ulong seed)
    {
        using var key = RsaKeys.Generate(new SeededEntropy(seed));
        var numbers = key.ExportParameters(includePrivateParameters: true);
        var (n, e, d) = (Number(numbers.Modulus), Number(numbers.Exponent), Number(numbers.D));
        var (p, q) = (Number(numbers.P), Number(numbers.Q));
        Assert.Equal(RsaKeys.Bits, (int)n.GetBitLength());
        Assert.Equal(n, p * q);
        Assert.True(p > q);
        Assert.Equal(65537, e);
        Assert.Equal(BigInteger.One, e * d % ((p - 1) * (q - 1)));
        Assert.Equal(d % (p - 1), Number(numbers.DP));
        Assert.Equal(d % (q - 1), Number(numbers.DQ));
        Assert.Equal(BigInteger.One, Number(numbers.InverseQ) * q % p);
    }

    [Fact]
    public void A_seeded_key_signs_what_the_platform_verifies_and_refuses_what_was_changed()
    {
        using var key = RsaKeys.Generate(new SeededEntropy(3));
        using var platform = RSA.Create(key.ExportParameters(includePrivateParameters: false));
        byte[] signature = key.SignData(Message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Assert.True(platform.VerifyData(Message, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        signature[17] ^= 1;
        Assert.False(platform.VerifyData(Message, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public void The_same_seed_gives_the_same_key_and_another_seed_another()
    {
        using var first = RsaKeys.Generate(new SeededEntropy(4));
        using var again = RsaKeys.Generate(new SeededEntropy(4));
        using var other = RsaKeys.Generate(new SeededEntropy(5));
        Assert.Equal(first.ExportPkcs8PrivateKey(), again.ExportPkcs8PrivateKey());
        Assert.NotEqual(first.ExportPkcs8PrivateKey(), other.ExportPkcs8PrivateKey());
    }

    [Fact]
    public void Without_a_seed_the_platform_draws_and_the_source_is_not_asked()
    {
        using var key = RsaKeys.Generate(new UnaskedEntropy());
        using var other = RsaKeys.Generate(new UnaskedEntropy());
        Assert.Equal(RsaKeys.Bits, key.KeySize);
        Assert.NotEqual(key.ExportParameters(false).Modulus, other.ExportParameters(false).Modulus);
    }

    private static BigInteger Number(byte[]? bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private sealed class UnaskedEntropy : EntropySource
    {
        public override bool IsSeeded => false;

        public override void Fill(Span<byte> destination) => Assert.Fail("the platform's generator is to be used");

        public override EntropySource Fork(string label) => this;
    }
}
