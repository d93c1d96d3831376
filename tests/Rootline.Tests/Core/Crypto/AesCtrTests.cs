using FsCheck;
using FsCheck.Fluent;
using Rootline.Core.Crypto;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Core.Crypto;

public sealed class AesCtrTests
{
    private static readonly byte[] Key = Convert.FromHexString("2b7e151628aed2a6abf7158809cf4f3c");

    [Fact]
    public void The_first_example_of_SP_800_38A_F5_is_met()
    {
        byte[] text = Convert.FromHexString("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51");
        AesCtr.Transform(Key, Convert.FromHexString("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"), text, text);
        Assert.Equal("874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff", Convert.ToHexStringLower(text));
    }

    [VectorFact]
    public void Every_shared_vector_is_met_in_both_directions()
    {
        var vectors = CryptoVectors.Of("aes-modes").Where(v => v.Text("mode") == "CTR").ToList();
        Assert.NotEmpty(vectors);
        Assert.All(vectors, v =>
        {
            var result = new byte[v.Hex("plaintext").Length];
            AesCtr.Transform(v.Hex("key"), v.Hex("iv"), v.Hex("plaintext"), result);
            Assert.Equal(v.Hex("ciphertext"), result);
            AesCtr.Transform(v.Hex("key"), v.Hex("iv"), result, result);
            Assert.Equal(v.Hex("plaintext"), result);
        });
    }

    [Fact]
    public void The_counter_carries_through_the_whole_block()
    {
        // With all ones the next counter block is zero: its stream must be that of the zero block.
        var two = new byte[32];
        AesCtr.Transform(Key, Enumerable.Repeat((byte)0xFF, 16).ToArray(), two, two);
        var zero = new byte[16];
        AesCtr.Transform(Key, new byte[16], zero, zero);
        Assert.Equal(zero, two[16..]);
    }

    [Fact]
    public void A_long_text_is_the_same_whole_or_split_at_any_block() =>
        Prop.ForAll(Gen.Choose(0, 12_000).ToArbitrary(), Gen.Choose(0, 700).ToArbitrary(), (length, block) =>
        {
            byte[] source = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
            var whole = new byte[length];
            AesCtr.Transform(Key, new byte[16], source, whole);
            int at = Math.Min(block * 16, length);
            var split = new byte[length];
            AesCtr.Transform(Key, new byte[16], source.AsSpan(0, at), split);
            byte[] counter = [.. new byte[14], (byte)(at / 16 >> 8), (byte)(at / 16)];
            AesCtr.Transform(Key, counter, source.AsSpan(at), split.AsSpan(at));
            return at % 16 != 0 || whole.AsSpan().SequenceEqual(split);
        }).QuickCheckThrowOnFailure();
}
