using Rootline.Core.Crypto;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Core.Crypto;

public sealed class AesKeyWrapTests
{
    private static readonly byte[] Kek = Convert.FromHexString("000102030405060708090a0b0c0d0e0f");
    private static readonly byte[] Wrapped = Convert.FromHexString("1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5");

    [Theory]
    [InlineData("000102030405060708090a0b0c0d0e0f", "00112233445566778899aabbccddeeff", "1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5")]
    [InlineData(
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
        "00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f",
        "28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21")]
    public void The_examples_of_RFC_3394_are_met(string kek, string key, string expected) => Check(kek, key, expected);

    [VectorFact]
    public void Every_shared_vector_without_padding_is_met()
    {
        var vectors = CryptoVectors.Of("aes-kw").Where(v => v.Text("mode") == "KW").ToList();
        var refused = vectors.Where(v => v.TryGetProperty("expect", out _)).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, v => Assert.False(AesKeyWrap.TryUnwrap(v.Hex("kek"), v.Hex("wrapped"), new byte[v.Hex("wrapped").Length])));
        Assert.All(vectors.Except(refused), v => Check(v.Text("kek"), v.Text("keyData"), v.Text("wrapped")));
    }

    [Fact]
    public void Every_changed_byte_is_refused_and_the_output_is_wiped()
    {
        for (int i = 0; i < Wrapped.Length; i++)
        {
            byte[] changed = [.. Wrapped];
            changed[i] ^= 1;
            byte[] plain = [.. Enumerable.Repeat((byte)0xEE, 16)];
            Assert.False(AesKeyWrap.TryUnwrap(Kek, changed, plain));
            Assert.Equal(new byte[16], plain);
        }
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        for (int length = 0; length < Wrapped.Length; length++)
            Assert.False(AesKeyWrap.TryUnwrap(Kek, Wrapped.AsSpan(0, length), new byte[32]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(17)]
    [InlineData(20)]
    public void A_key_of_a_length_that_cannot_be_wrapped_is_an_error(int length) =>
        Assert.Throws<ArgumentException>(() => AesKeyWrap.Wrap(Kek, new byte[length], new byte[length + AesKeyWrap.Overhead]));

    private static void Check(string kek, string key, string expected)
    {
        byte[] plain = Convert.FromHexString(key);
        var wrapped = new byte[plain.Length + AesKeyWrap.Overhead];
        AesKeyWrap.Wrap(Convert.FromHexString(kek), plain, wrapped);
        Assert.Equal(expected, Convert.ToHexStringLower(wrapped));
        var back = new byte[plain.Length];
        Assert.True(AesKeyWrap.TryUnwrap(Convert.FromHexString(kek), wrapped, back));
        Assert.Equal(plain, back);
    }
}
