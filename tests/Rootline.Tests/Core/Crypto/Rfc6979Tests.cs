using System.Security.Cryptography;
using System.Text;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Core.Crypto;

public sealed class Rfc6979Tests
{
    private const string Scalar = "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721";

    // RFC 6979 A.2.5, P-256 with SHA-256.
    [Theory]
    [InlineData(
        "sample",
        "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716",
        "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8")]
    [InlineData(
        "test",
        "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367",
        "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083")]
    public void The_examples_of_the_document_are_met(string message, string r, string s)
    {
        byte[] signature = Rfc6979.Sign(Convert.FromHexString(Scalar), SHA256.HashData(Encoding.ASCII.GetBytes(message)));
        Assert.Equal(r + s, Convert.ToHexStringLower(signature));
    }

    // RFC 6979 A.2.6, P-384 with SHA-384.
    [Theory]
    [InlineData(
        "sample",
        "94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c81a648152e44acf96e36dd1e80fabe46",
        "99ef4aeb15f178cea1fe40db2603138f130e740a19624526203b6351d0a3a94fa329c145786e679e7b82c71a38628ac8")]
    [InlineData(
        "test",
        "8203b63d3c853e8d77227fb377bcf7b7b772e97892a80f36ab775d509d7a5feb0542a7f0812998da8f1dd3ca3cf023db",
        "ddd0760448d42d8a43af45af836fce4de8be06b485e9b61b827c2f13173923e06a739f040649a667bf3b828246baa5a5")]
    public void The_examples_of_the_longer_curve_are_met(string message, string r, string s)
    {
        byte[] digest = SHA384.HashData(Encoding.ASCII.GetBytes(message));
        byte[] signature = Rfc6979.SignP384(Convert.FromHexString("6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d896d5724e4c70a825f872c9ea60d2edf5"), digest);
        Assert.Equal(r + s, Convert.ToHexStringLower(signature));
    }

    [VectorFact]
    public void Every_shared_vector_of_this_curve_and_digest_is_met_and_verifies()
    {
        var vectors = CryptoVectors.Of("ecdsa-deterministic").Where(v => v.Text("curve") == "P-256" && v.Text("hash") == "SHA-256").ToList();
        Assert.NotEmpty(vectors);
        Assert.All(vectors, v =>
        {
            byte[] message = Encoding.UTF8.GetBytes(v.Text("messageUtf8"));
            byte[] signature = Rfc6979.Sign(v.Hex("privateKey"), SHA256.HashData(message));
            Assert.Equal([.. v.Hex("r"), .. v.Hex("s")], signature);
            using var key = P256PublicKey.FromPoint([.. v.Hex("publicX"), .. v.Hex("publicY")])!;
            Assert.True(key.Verify(message, signature));
        });
    }

    [Fact]
    public void A_seeded_key_signs_the_same_twice_and_another_key_does_not_accept_it()
    {
        using var key = P256PrivateKey.Generate(new SeededEntropy(7));
        using var other = P256PrivateKey.Generate(new SeededEntropy(8));
        byte[] signature = key.Sign("log"u8, new SeededEntropy(1));
        Assert.Equal(signature, key.Sign("log"u8, new SeededEntropy(2)));
        Assert.True(key.PublicKey.Verify("log"u8, signature));
        Assert.False(other.PublicKey.Verify("log"u8, signature));
        Assert.False(key.PublicKey.Verify("lag"u8, signature));
    }
}
