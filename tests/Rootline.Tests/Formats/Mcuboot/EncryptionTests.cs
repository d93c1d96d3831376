using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Secrets;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Encryption;
using Xunit;

namespace Rootline.Tests.Formats.Mcuboot;

public sealed class EncryptionTests
{
    // A published image (mcuboot-image section 8): private key, TLV, content key, first block of the payload before and after.
    private const string X25519Private = "28065d3d7c6617e20067a6e03cdca9809007569b5fcaf8d5d015ad91698db766";
    private const string X25519Value =
        "24724590e496226402d3e9c7846157a7857e243ed790269bc2ff42be2d35e57c" + "b22d3549a1c24370e46f3ae0275dc1c8d65ce169f643f2b7158f0c82df27c1e6" + "c797148609ce647f5662e6260a04d0b8";

    [Fact]
    public void The_published_content_key_is_recovered_and_decrypts()
    {
        using var owner = ContentKeyOwner.OfX25519(Secret.CopyOf(Convert.FromHexString(X25519Private)));
        using var key = owner.Unwrap(new(TlvType.EncryptedX25519, Convert.FromHexString(X25519Value)), 16).OrThrow();
        Assert.Equal("6fdf0e99c4dcba442fc926f8f6b18b00", Convert.ToHexStringLower(key.Span));
        byte[] block = Convert.FromHexString("6818f856f12160e123f78c1eb7867d3d");
        using var cipher = new PayloadCipher(key);
        cipher.Transform(block);
        Assert.Equal("e9620c32f7e9c40ffe1ad5b91d7ad132", Convert.ToHexStringLower(block));
    }

    // The published agreement for P-256 with a content key of 32 bytes.
    [Fact]
    public void The_published_derivation_seals_and_opens()
    {
        using var shared = Secret.CopyOf(Convert.FromHexString("6a517e2cd57abc4f7f090bbb3f8d79a41dd78d8a09b95001e0e604b2e68c1c2c"));
        byte[] contentKey = Convert.FromHexString("d97ffd702aeb8c06c9c74557abd68657e45b9fe5e7b11ced0d3ee346b34be137");
        byte[] aes = Convert.FromHexString("ed88b45a9c939e90e2d4f4d0ac965f1802e5c7b1d73c79e51c7fcaa39947b159");
        byte[] mac = Convert.FromHexString("01be86fd286c2cb5f1cf201eb268f56b6e82fa5fef5dbbbe414b168ca47bbc32");
        var ciphertext = new byte[32];
        AesCtr.Transform(aes, new byte[16], contentKey, ciphertext);
        byte[] expected = [.. HMACSHA256.HashData(mac, ciphertext), .. ciphertext];
        Assert.Equal(expected, Ecies.Seal(shared, contentKey, ImageDigest.Sha256));
        using var opened = Ecies.Open(shared, expected, ImageDigest.Sha256);
        Assert.Equal(contentKey, opened!.Span.ToArray());
    }

    public static TheoryData<string, int> Ways => new()
    {
        { "rsa", 16 }, { "rsa", 32 }, { "p256", 16 }, { "p256", 32 }, { "x25519", 16 }, { "x25519", 32 }, { "x25519-512", 16 }, { "x25519-512", 32 }, { "kw", 16 }, { "kw", 32 },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_wrapped_key_comes_back_to_its_owner_and_no_damaged_one_does(string way, int length)
    {
        var (recipient, owner, stranger) = Pair(way, length);
        using (recipient)
        using (owner)
        using (stranger)
        {
            byte[] key = TestKeys.Bytes("content", length);
            var entry = recipient.Wrap(key, TestKeys.Entropy);
            Assert.Null(TlvValues.Check(entry));
            using var back = owner.Unwrap(entry, length).OrThrow();
            Assert.Equal(key, back.Span.ToArray());
            Assert.Equal(ImageFaults.ContentKey, stranger.Unwrap(entry, length).Fault?.Code);
            Assert.False(owner.Unwrap(entry, 48 - length).Ok);
            byte[] value = entry.Value.ToArray();
            for (int i = 0; i < value.Length; i += way == "rsa" ? 16 : 1)
            {
                var damaged = (byte[])value.Clone();
                damaged[i] ^= 0x40;
                Assert.False(owner.Unwrap(entry with { Value = damaged }, length).Ok, $"byte {i}");
            }

            Assert.All(Mutation.Truncations(value), t => Assert.False(owner.Unwrap(entry with { Value = t }, length).Ok));
            Assert.False(owner.Unwrap(entry with { Type = TlvType.KeyHash }, length).Ok);
        }
    }

    [Fact]
    public void A_payload_is_the_same_whatever_pieces_it_comes_in()
    {
        using var key = Secret.CopyOf(TestKeys.Bytes("content", 32));
        byte[] plain = TestKeys.Bytes("payload", 1000);
        var whole = (byte[])plain.Clone();
        using (var cipher = new PayloadCipher(key))
            cipher.Transform(whole);
        foreach (int piece in (int[])[1, 3, 16, 17, 250, 999])
        {
            var pieces = (byte[])plain.Clone();
            using var cipher = new PayloadCipher(key);
            for (int i = 0; i < pieces.Length; i += piece)
                cipher.Transform(pieces.AsSpan(i, Math.Min(piece, pieces.Length - i)));
            Assert.Equal(whole, pieces);
        }

        using var middle = new PayloadCipher(key) { Position = 345 };
        middle.Transform(whole.AsSpan(345, 100));
        Assert.Equal(plain[345..445], whole[345..445]);
    }

    [Fact]
    public void Nobody_encrypts_for_a_key_that_no_loader_has()
    {
        using var long3072 = RSA.Create(3072);
        Assert.Equal(ImageFaults.Recipe, ContentKeyRecipient.Of(long3072).Fault?.Code);
        Assert.Equal(ImageFaults.Recipe, ContentKeyRecipient.OfX25519(new byte[31]).Fault?.Code);
        Assert.Equal(ImageFaults.Recipe, ContentKeyRecipient.OfX25519(new byte[32], ImageDigest.Sha384).Fault?.Code);
        Assert.Equal(ImageFaults.Recipe, ContentKeyRecipient.OfKeyWrap(new Secret(24)).Fault?.Code);
        using var small = ContentKeyRecipient.OfX25519(new byte[32]).OrThrow();
        Assert.Throws<Rootline.Core.Faults.FaultException>(() => small.Wrap(new byte[16], TestKeys.Entropy));
    }

    private static (ContentKeyRecipient Recipient, ContentKeyOwner Owner, ContentKeyOwner Stranger) Pair(string way, int length)
    {
        switch (way)
        {
            case "rsa":
                var (mine, theirs) = (RsaKeys.Generate(TestKeys.Entropy.Fork("mine")), RsaKeys.Generate(TestKeys.Entropy.Fork("theirs")));
                var half = RSA.Create(mine.ExportParameters(includePrivateParameters: false));
                return (ContentKeyRecipient.Of(half).OrThrow(), ContentKeyOwner.Of(mine), ContentKeyOwner.Of(theirs));
            case "p256":
                var key = TestKeys.Of("image-encryption");
                return (ContentKeyRecipient.Of(key.PublicKey), ContentKeyOwner.Of(key), ContentKeyOwner.Of(TestKeys.Of("stranger")));
            case "kw":
                return (ContentKeyRecipient.OfKeyWrap(Some("kek", length)).OrThrow(), ContentKeyOwner.OfKeyWrap(Some("kek", length)), ContentKeyOwner.OfKeyWrap(Some("other", length)));
            default:
                byte[] half25519 = X25519.PublicOf(TestKeys.Bytes("x", 32));
                var recipient = ContentKeyRecipient.OfX25519(half25519, way.EndsWith("512", StringComparison.Ordinal) ? ImageDigest.Sha512 : ImageDigest.Sha256).OrThrow();
                return (recipient, ContentKeyOwner.OfX25519(Some("x", 32)), ContentKeyOwner.OfX25519(Some("y", 32)));
        }
    }

    private static Secret Some(string name, int length) => Secret.CopyOf(TestKeys.Bytes(name, length));
}
