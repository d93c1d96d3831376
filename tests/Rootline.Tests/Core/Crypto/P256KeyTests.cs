using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Xunit;

namespace Rootline.Tests.Core.Crypto;

public sealed class P256KeyTests
{
    private const string Order = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
    private const string OrderMinusOne = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550";

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", false)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000001", true)]
    [InlineData(OrderMinusOne, true)]
    [InlineData(Order, false)]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", false)]
    [InlineData("01", false)]
    public void Scalars_from_one_to_the_order_minus_one_are_keys(string scalar, bool valid)
    {
        using var key = P256PrivateKey.FromScalar(Convert.FromHexString(scalar));
        Assert.Equal(valid, key is not null);
    }

    [Fact]
    public void A_point_that_is_not_on_the_curve_is_no_key()
    {
        using var key = P256PrivateKey.Generate(new SeededEntropy(3));
        byte[] raw = key.PublicKey.Raw.ToArray();
        using var plain = P256PublicKey.FromPoint(raw);
        using var prefixed = P256PublicKey.FromPoint([4, .. raw]);
        Assert.Equal(plain, prefixed);
        raw[63] ^= 1;
        Assert.Null(P256PublicKey.FromPoint(raw));
        Assert.Null(P256PublicKey.FromPoint(new byte[64]));
        Assert.Null(P256PublicKey.FromPoint(raw.AsSpan(1)));
        Assert.Null(P256PublicKey.FromPoint([3, .. raw]));
        Assert.Null(P256PublicKey.FromPoint(Enumerable.Repeat((byte)0xFF, 64).ToArray()));
    }

    [Fact]
    public void Both_sides_agree_on_the_same_secret_and_a_stranger_does_not()
    {
        using var mine = P256PrivateKey.Generate(new SeededEntropy(1));
        using var yours = P256PrivateKey.Generate(new SystemEntropy());
        using var strangers = P256PrivateKey.Generate(new SeededEntropy(3));
        using var here = mine.Agree(yours.PublicKey);
        using var there = yours.Agree(mine.PublicKey);
        using var elsewhere = strangers.Agree(mine.PublicKey);
        Assert.Equal(32, here.Length);
        Assert.True(here.FixedTimeEquals(there.Span));
        Assert.False(here.FixedTimeEquals(elsewhere.Span));
    }

    [Fact]
    public void Without_a_seed_two_signatures_differ_and_both_verify()
    {
        using var key = P256PrivateKey.Generate(new SystemEntropy());
        byte[] first = key.Sign("m"u8, new SystemEntropy());
        byte[] second = key.Sign("m"u8, new SystemEntropy());
        Assert.NotEqual(first, second);
        using var reference = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = key.PublicKey.Raw[..32].ToArray(), Y = key.PublicKey.Raw[32..].ToArray() },
        });
        Assert.True(reference.VerifyData("m"u8, first, HashAlgorithmName.SHA256));
        Assert.True(reference.VerifyData("m"u8, key.SignDer("m"u8, new SystemEntropy()), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        Assert.True(key.PublicKey.Verify("m"u8, second));
    }
}
