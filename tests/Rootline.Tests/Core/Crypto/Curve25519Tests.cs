using Rootline.Core.Crypto;
using Xunit;

namespace Rootline.Tests.Core.Crypto;

public sealed class Curve25519Tests
{
    // RFC 8032 7.1, tests 1 to 3.
    [Theory]
    [InlineData(
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData(
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData(
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    public void The_signature_examples_of_the_document_are_met(string seedHex, string publicHex, string messageHex, string signatureHex)
    {
        var (seed, message, signature) = (Convert.FromHexString(seedHex), Convert.FromHexString(messageHex), Convert.FromHexString(signatureHex));
        byte[] publicKey = Ed25519.PublicOf(seed);
        Assert.Equal(publicHex, Convert.ToHexStringLower(publicKey));
        Assert.Equal(signature, Ed25519.Sign(seed, message));
        Assert.True(Ed25519.Verify(publicKey, message, signature));
        Assert.False(Ed25519.Verify(publicKey, [.. message, 0], signature));
        Assert.False(Ed25519.Verify(publicKey, message, signature.AsSpan(0, 63)));
        Assert.False(Ed25519.Verify(publicKey.AsSpan(0, 31), message, signature));
        for (int i = 0; i < signature.Length; i++)
        {
            var damaged = (byte[])signature.Clone();
            damaged[i] ^= 0x10;
            Assert.False(Ed25519.Verify(publicKey, message, damaged));
        }
    }

    // RFC 7748 5.2, first example; then the agreement of a published MCUboot image.
    [Theory]
    [InlineData(
        "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
        "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
        "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552")]
    [InlineData(
        "28065d3d7c6617e20067a6e03cdca9809007569b5fcaf8d5d015ad91698db766",
        "24724590e496226402d3e9c7846157a7857e243ed790269bc2ff42be2d35e57c",
        "cee98448127cfc02fcfc17d0f94a994fea94a7e17d1f6c1c0f273ec36886ef2e")]
    public void The_agreement_examples_are_met(string privateHex, string peerHex, string sharedHex)
    {
        using var shared = X25519.Agree(Convert.FromHexString(privateHex), Convert.FromHexString(peerHex));
        Assert.Equal(sharedHex, Convert.ToHexStringLower(shared!.Span));
    }

    [Fact]
    public void Both_sides_agree_on_the_same_secret()
    {
        var (one, other) = (Enumerable.Repeat((byte)7, 32).ToArray(), Enumerable.Repeat((byte)9, 32).ToArray());
        using var here = X25519.Agree(one, X25519.PublicOf(other));
        using var there = X25519.Agree(other, X25519.PublicOf(one));
        Assert.True(here!.FixedTimeEquals(there!.Span));
    }

    [Fact]
    public void A_point_of_small_order_gives_no_secret()
    {
        var privateKey = Enumerable.Repeat((byte)7, 32).ToArray();
        Assert.Null(X25519.Agree(privateKey, new byte[32]));
        Assert.Null(X25519.Agree(privateKey, [1, .. new byte[31]]));
    }

    [Fact]
    public void A_key_of_another_length_is_a_mistake_of_the_caller()
    {
        Assert.Throws<ArgumentException>(() => Ed25519.PublicOf(new byte[31]));
        Assert.Throws<ArgumentException>(() => X25519.PublicOf(new byte[33]));
    }
}
