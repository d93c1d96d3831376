using Rootline.Core.Crypto;
using Rootline.Formats.Mcuboot;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Formats.Mcuboot;

public sealed class ImageSignatureTests
{
    [VectorTheory]
    [InlineData("sig-rsa2048", "sign-rsa2048", SignatureKind.Rsa2048Pss, 270)]
    [InlineData("sig-rsa3072", "sign-rsa3072", SignatureKind.Rsa3072Pss, 398)]
    [InlineData("sig-p256", "sign-p256", SignatureKind.EcdsaP256, 91)]
    [InlineData("sig-p384", "sign-p384", SignatureKind.EcdsaP384, 120)]
    [InlineData("sig-ed25519", "sign-ed25519", SignatureKind.Ed25519, 44)]
    [InlineData("sig-ed25519-sha512", "sign-ed25519", SignatureKind.Ed25519, 44)]
    public void A_shared_image_verifies_with_its_key_and_no_altered_digest_or_signature_does(string id, string keyName, SignatureKind kind, int length)
    {
        var key = PublicKeyBytes.Parse(ImageVector.Read($"keyout/{keyName}.pub.der")).OrThrow();
        Assert.Equal((kind, length), (key.Kind, key.Bytes.Length));
        var (hashed, tlvs) = Parts(id);
        var entry = tlvs.Unprotected.Entries.Single(e => e.Type.IsDigest());
        var algorithm = ImageDigests.Of(entry.Type)!.Value;
        byte[] digest = algorithm.Hash(hashed);
        Assert.Equal(digest, entry.Value.ToArray());
        Assert.Equal(key.Hash(algorithm), tlvs.Unprotected.Entries.Single(e => e.Type == TlvType.KeyHash).Value.ToArray());
        byte[] signature = tlvs.Unprotected.Entries.Single(e => e.Type == ImageSignature.Tlv(kind)).Value.ToArray();
        Assert.True(ImageSignature.Verify(key, algorithm, digest, signature));
        foreach (var (_, damaged) in Mutation.ByteChanges(signature).Where((_, i) => i % 9 == 8))
            Assert.False(ImageSignature.Verify(key, algorithm, digest, damaged));
        Assert.All(Mutation.Truncations(signature), s => Assert.False(ImageSignature.Verify(key, algorithm, digest, s)));
        Assert.False(ImageSignature.Verify(key, algorithm, digest, [.. signature, 0]));
        digest[^1] ^= 1;
        Assert.False(ImageSignature.Verify(key, algorithm, digest, signature));
    }

    [VectorFact]
    public void A_pure_signature_is_over_the_image()
    {
        var key = PublicKeyBytes.Parse(ImageVector.Read("keyout/sign-ed25519.pub.der")).OrThrow();
        var (hashed, tlvs) = Parts("sig-ed25519-pure");
        byte[] signature = tlvs.Unprotected.Entries.Single(e => e.Type == TlvType.Ed25519).Value.ToArray();
        Assert.True(ImageSignature.VerifyPure(key, hashed, signature));
        Assert.False(ImageSignature.Verify(key, ImageDigest.Sha512, ImageDigest.Sha512.Hash(hashed), signature));
        hashed[40] ^= 1;
        Assert.False(ImageSignature.VerifyPure(key, hashed, signature));
    }

    [VectorTheory]
    [InlineData("rsa-salt20", "sign-rsa2048")]
    [InlineData("rsa-saltmax", "sign-rsa2048")]
    [InlineData("rsa-mgf-sha1", "sign-rsa2048")]
    [InlineData("rsa-pkcs1v15", "sign-rsa2048")]
    [InlineData("ecdsa-r0", "sign-p256")]
    [InlineData("ecdsa-s0", "sign-p256")]
    [InlineData("ecdsa-rn", "sign-p256")]
    [InlineData("ecdsa-raw64", "sign-p256")]
    [InlineData("ecdsa-longlen", "sign-p256")]
    [InlineData("ecdsa-trailing-zeros", "sign-p256")]
    [InlineData("ed25519-flip-sig", "sign-ed25519")]
    public void Another_form_of_a_signature_is_refused(string id, string keyName)
    {
        var key = PublicKeyBytes.Parse(ImageVector.Read($"keyout/{keyName}.pub.der")).OrThrow();
        var (hashed, tlvs) = Parts(id);
        var signature = tlvs.Unprotected.Entries.Single(e => e.Type.IsSignature()).Value;
        Assert.False(ImageSignature.Verify(key, ImageDigest.Sha256, ImageDigest.Sha256.Hash(hashed), signature.Span));
        Assert.Equal(id == "ecdsa-trailing-zeros", ImageSignature.Verify(key, ImageDigest.Sha256, ImageDigest.Sha256.Hash(hashed), signature.Span, SignatureForm.PaddedWithZeros));
    }

    [Theory]
    [InlineData(null, false, null, ImageDigest.Sha256)]
    [InlineData(null, false, ImageDigest.Sha512, ImageDigest.Sha512)]
    [InlineData(SignatureKind.Rsa2048Pss, false, ImageDigest.Sha384, null)]
    [InlineData(SignatureKind.EcdsaP256, false, ImageDigest.Sha512, null)]
    [InlineData(SignatureKind.EcdsaP384, false, null, ImageDigest.Sha384)]
    [InlineData(SignatureKind.EcdsaP384, false, ImageDigest.Sha256, null)]
    [InlineData(SignatureKind.Ed25519, false, ImageDigest.Sha512, ImageDigest.Sha512)]
    [InlineData(SignatureKind.Ed25519, false, ImageDigest.Sha384, null)]
    [InlineData(SignatureKind.Ed25519, true, null, ImageDigest.Sha512)]
    [InlineData(SignatureKind.Ed25519, true, ImageDigest.Sha512, null)]
    [InlineData(SignatureKind.EcdsaP256, true, null, null)]
    [InlineData(null, true, null, null)]
    public void The_key_decides_which_digests_there_may_be(SignatureKind? key, bool pure, ImageDigest? wanted, ImageDigest? chosen)
    {
        var choice = ImageDigests.Choose(key, pure, wanted);
        Assert.Equal(chosen, choice.Ok ? choice.OrThrow() : null);
    }

    private static (byte[] Hashed, ImageTlvs Tlvs) Parts(string id)
    {
        byte[] image = ImageVector.Of(id).Bytes;
        var header = ImageHeader.Parse(image).OrThrow();
        return (image[..(int)header.HashedSize], ImageTlvs.Parse(image.AsSpan((int)header.TlvOffset), header.ProtectedSize).OrThrow());
    }
}
