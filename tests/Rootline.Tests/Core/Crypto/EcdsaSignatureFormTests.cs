using FsCheck;
using FsCheck.Fluent;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Xunit;

namespace Rootline.Tests.Core.Crypto;

public sealed class EcdsaSignatureFormTests
{
    // Raw signatures whose halves begin with any number of zero bytes, and with either top bit.
    private static readonly Gen<byte[]> Halves =
        from zeros in Gen.Choose(0, 32)
        from rest in Gen.Choose(0, 255).ArrayOf(32 - zeros)
        select (byte[])[.. new byte[zeros], .. rest.Select(b => (byte)b)];

    private static readonly Arbitrary<byte[]> Raw =
        (from r in Halves from s in Halves select (byte[])[.. r, .. s]).ToArbitrary();

    [Fact]
    public void A_signature_survives_the_way_to_DER_and_back() => Prop.ForAll(Raw, raw =>
    {
        var back = new byte[64];
        byte[] der = EcdsaSignatureForm.ToDer(raw);
        return der.Length is >= 8 and <= 72 && EcdsaSignatureForm.TryToRaw(der, back) && back.AsSpan().SequenceEqual(raw);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_is_accepted_is_the_one_form_that_would_be_written()
    {
        var mutated =
            from raw in Raw.Generator
            let der = EcdsaSignatureForm.ToDer(raw)
            from at in Gen.Choose(0, der.Length - 1)
            from value in Gen.Choose(0, 255)
            select (byte[])[.. der[..at], (byte)value, .. der[(at + 1)..]];
        Prop.ForAll(mutated.ToArbitrary(), der =>
        {
            var raw = new byte[64];
            return !EcdsaSignatureForm.TryToRaw(der, raw) || EcdsaSignatureForm.ToDer(raw).AsSpan().SequenceEqual(der);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_truncation_and_every_added_byte_is_refused()
    {
        using var key = P256PrivateKey.Generate(new SeededEntropy(1));
        byte[] der = key.SignDer("m"u8, new SeededEntropy(1));
        Assert.True(key.PublicKey.VerifyDer("m"u8, der));
        for (int length = 0; length < der.Length; length++)
            Assert.False(EcdsaSignatureForm.TryToRaw(der.AsSpan(0, length), new byte[64]));
        Assert.False(EcdsaSignatureForm.TryToRaw([.. der, 0], new byte[64]));
    }

    [Theory]
    [InlineData("300702020001020101", "a needless leading zero")]
    [InlineData("3006020181020101", "a negative number")]
    [InlineData("308106020101020101", "a long form of the length")]
    [InlineData("30060201010201010500", "bytes after the sequence")]
    [InlineData("3008020101020101050000", "a third member")]
    [InlineData("3006030101020101", "another tag")]
    [InlineData("30050200020101ff", "an empty integer")]
    public void Forms_that_are_not_canonical_are_refused(string hex, string why)
    {
        _ = why;
        Assert.False(EcdsaSignatureForm.TryToRaw(Convert.FromHexString(hex), new byte[64]));
    }
}
