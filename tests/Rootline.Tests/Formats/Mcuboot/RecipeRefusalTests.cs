using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Files.Keys;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Encryption;
using Rootline.Formats.Mcuboot.Making;
using Xunit;

namespace Rootline.Tests.Formats.Mcuboot;

/// <summary>What no image is made of, because it cannot be or would silently lose data or security.</summary>
public sealed class RecipeRefusalTests
{
    private static readonly byte[] Input = TestKeys.Bytes("payload", 200);

    private static ImageRecipe Plain => new() { Version = new(1, 2, 3, 4), HeaderSize = 32, PadHeader = true };

    public static TheoryData<string> Refusals => [.. Table.Keys];

    private static readonly Dictionary<string, (FaultCode Code, Func<ImageRecipe> Recipe)> Table = new()
    {
        ["a header of 31 bytes"] = (ImageFaults.Recipe, () => Plain with { HeaderSize = 31 }),
        ["a header of 65536 bytes"] = (ImageFaults.Recipe, () => Plain with { HeaderSize = 65536 }),
        ["two addresses"] = (ImageFaults.Recipe, () => Plain with { LoadAddress = 1, RomAddress = 1 }),
        ["an erased value in between"] = (ImageFaults.Recipe, () => Plain with { ErasedValue = 0x55 }),
        ["no room for the header"] = (ImageFaults.Payload, () => Plain with { PadHeader = false, HeaderSize = 201 }),
        ["a header room that is not zero"] = (ImageFaults.Payload, () => Plain with { PadHeader = false }),
        ["a key and a signature from outside"] = (ImageFaults.Recipe, () => Plain with { Signers = [new(Signer(KeyKind.EcP256))], FixedSignature = Fixed() }),
        ["a key id alone that is missing"] = (ImageFaults.Recipe, () => Plain with { Signers = [new(Signer(KeyKind.EcP256))], KeyForm = PublicKeyForm.IdOnly }),
        ["key ids for some"] = (ImageFaults.Recipe, () => Plain with { Signers = [new(Signer(KeyKind.EcP256), 1), new(Signer(KeyKind.EcP256))] }),
        ["keys that want different digests"] = (ImageFaults.Digest, () => Plain with { Signers = [new(Signer(KeyKind.EcP256)), new(Signer(KeyKind.EcP384))] }),
        ["a digest that the key does not sign"] = (ImageFaults.Digest, () => Plain with { Signers = [new(Signer(KeyKind.EcP256))], Digest = ImageDigest.Sha512 }),
        ["a pure signature without a key"] = (ImageFaults.Digest, () => Plain with { Pure = true }),
        ["a pure signature of another kind of key"] = (ImageFaults.Digest, () => Plain with { Pure = true, Signers = [new(Signer(KeyKind.EcP256))] }),
        ["a signer that lies"] = (ImageFaults.Signature, () => Plain with { Signers = [new(Signer(KeyKind.EcP256, lies: true))] }),
        ["a signature from outside that does not verify"] = (ImageFaults.Signature, () => Plain with { FixedSignature = Fixed() }),
        ["a custom TLV of the format"] = (ImageFaults.Recipe, () => Plain with { CustomTlvs = [new(TlvType.SecurityCounter, new byte[4])] }),
        ["an extra TLV that belongs into the protected area"] = (ImageFaults.Recipe, () => Plain with { ExtraTlvs = [new(TlvType.SecurityCounter, new byte[4])] }),
        ["a TLV that is never stored"] = (ImageFaults.Recipe, () => Plain with { CustomTlvs = [new(TlvType.Any, new byte[4])] }),
        ["a custom TLV twice"] = (ImageFaults.Recipe, () => Plain with { CustomTlvs = [new((TlvType)0xA0, new byte[4]), new((TlvType)0xA0, new byte[5])] }),
        ["an extra TLV twice"] = (ImageFaults.Recipe, () => Plain with { ExtraTlvs = [new((TlvType)0xA4, new byte[4]), new((TlvType)0xA4, new byte[5])] }),
        ["a big-endian custom TLV that reads as a digest"] = (ImageFaults.Recipe, () => Plain with { Order = ImageByteOrder.Big, CustomTlvs = [new((TlvType)0x1000, new byte[32])] }),
        ["more TLVs than an area holds"] = (ImageFaults.Tlv, () => Plain with { CustomTlvs = [new((TlvType)0xA0, new byte[40_000]), new((TlvType)0xA1, new byte[30_000])] }),
        ["a content key of 24 bytes"] = (ImageFaults.Recipe, () => Plain with { Encryption = new(ForP256()) { KeyLength = 24 } }),
        ["a key encryption key of another length"] = (ImageFaults.Recipe, () => Plain with { Encryption = new(ContentKeyRecipient.OfKeyWrap(new Secret(32)).OrThrow()) }),
        ["P-384 with encryption"] = (ImageFaults.Recipe, () => Plain with { Signers = [new(Signer(KeyKind.EcP384))], Encryption = new(ForP256()) }),
        ["RSA encryption under a P-256 signature"] = (ImageFaults.Recipe, () => Plain with { Signers = [new(Signer(KeyKind.EcP256))], Encryption = new(ContentKeyRecipient.Of(RsaKeys.Generate(TestKeys.Entropy)).OrThrow()) }),
        ["compression of an image signed elsewhere"] = (ImageFaults.Recipe, () => Plain with { Compression = ImageCompression.Lzma2, FixedSignature = Fixed() }),
        ["compression under two signatures"] = (ImageFaults.Recipe, () => Plain with { Compression = ImageCompression.Lzma2, Signers = [new(Signer(KeyKind.EcP256)), new(Signer(KeyKind.EcP256))] }),
        ["a write size of 3"] = (ImageFaults.Recipe, () => Plain with { Slot = new(0x8000) { Align = 3 } }),
        ["a trailer field of 64"] = (ImageFaults.Recipe, () => Plain with { Slot = new(0x8000) { MaxAlign = 64 } }),
        ["a write size above the trailer's fields"] = (ImageFaults.Recipe, () => Plain with { Slot = new(0x8000) { Align = 16, MaxAlign = 8 } }),
        ["no sectors"] = (ImageFaults.Recipe, () => Plain with { Slot = new(0x8000) { MaxSectors = 0 } }),
        ["a slot that is too small"] = (ImageFaults.Size, () => Plain with { Slot = new(0x100) }),
        ["a long software type"] = (ImageFaults.SoftwareType, () => Plain with { BootRecordType = "1234567890123" }),
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void An_image_is_refused_with(string reason)
    {
        var (code, recipe) = Table[reason];
        using var output = new MemoryStream();
        var thrown = Assert.Throws<FaultException>(() => ImageWriter.Write(recipe(), ImagePayload.Of(Input), output, TestKeys.Entropy));
        Assert.Equal(code, thrown.Fault.Code);
    }

    [Fact]
    public void The_same_recipe_without_the_mistake_is_made() => Assert.True(Made(Plain).Length > 200);

    [Theory]
    [InlineData(199)]
    [InlineData(201)]
    public void An_input_of_another_length_than_announced_is_refused(int announced)
    {
        var payload = ImagePayload.Of(new MemoryStream(Input), announced);
        var thrown = Assert.Throws<FaultException>(() => ImageWriter.Write(Plain, payload, new MemoryStream(), TestKeys.Entropy));
        Assert.Equal(ImageFaults.Payload, thrown.Fault.Code);
    }

    [Fact]
    public void An_input_that_can_be_read_once_is_not_compressed()
    {
        var payload = ImagePayload.Of(new MemoryStream(Input), Input.Length);
        var thrown = Assert.Throws<FaultException>(() => ImageWriter.Write(Plain with { Compression = ImageCompression.Lzma2 }, payload, new MemoryStream(), TestKeys.Entropy));
        Assert.Equal(ImageFaults.Payload, thrown.Fault.Code);
    }

    [Fact]
    public void An_input_that_gains_nothing_is_encrypted_all_the_same()
    {
        var recipe = Plain with { Compression = ImageCompression.Lzma2, Encryption = new(ForP256()) };
        byte[] image = Made(recipe);
        var file = ImageFile.Open(new MemoryStream(image)).OrThrow();
        Assert.Equal(ImageFlags.EncryptedAes128, file.Header.Flags);
        Assert.Contains(file.Tlvs.Unprotected.Entries, e => e.Type == TlvType.EncryptedP256);
        Assert.False(image.AsSpan(32, 200).SequenceEqual(Input));
    }

    [Fact]
    public void Two_images_never_share_a_content_key()
    {
        var entropy = TestKeys.Entropy;
        var recipe = Plain with { Encryption = new(ForP256()) };
        byte[][] payloads = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            using var output = new MemoryStream();
            ImageWriter.Write(recipe, ImagePayload.Of(Input), output, entropy);
            return output.ToArray()[32..232];
        })];
        Assert.NotEqual(payloads[0], payloads[1]);
    }

    [Theory]
    [InlineData(KeyKind.EcP256, ImageDigest.Sha256)]
    [InlineData(KeyKind.EcP256, ImageDigest.Sha512)]
    [InlineData(KeyKind.EcP384, ImageDigest.Sha384)]
    [InlineData(KeyKind.Ed25519, ImageDigest.Sha512)]
    public void What_is_given_out_to_sign_comes_back_as_a_signature(KeyKind kind, ImageDigest algorithm)
    {
        using var signer = Signer(kind);
        using var region = new MemoryStream();
        var recipe = Plain with { SecurityCounter = new(7), Digest = algorithm };
        byte[] digest = ImageWriter.WriteRegionToSign(recipe, ImagePayload.Of(Input), region);
        Assert.Equal(algorithm.Hash(region.ToArray()), digest);
        var given = new FixedSignature(PublicKeyBytes.Of(signer).OrThrow(), signer.SignDigest(algorithm.Algorithm(), digest));
        byte[] image = Made(recipe with { FixedSignature = given });
        Assert.Equal(region.ToArray(), image[..(int)region.Length]);
        byte[] other = (byte[])Input.Clone();
        other[^1] ^= 1;
        var thrown = Assert.Throws<FaultException>(() => ImageWriter.Write(recipe with { FixedSignature = given }, ImagePayload.Of(other), new MemoryStream(), TestKeys.Entropy));
        Assert.Equal(ImageFaults.Signature, thrown.Fault.Code);
    }

    internal static MemorySigner Signer(KeyKind kind, bool lies = false) => new(Key(kind)) { Lies = lies };

    internal static byte[] Made(ImageRecipe recipe)
    {
        using var output = new MemoryStream();
        ImageWriter.Write(recipe, ImagePayload.Of(Input), output, TestKeys.Entropy);
        return output.ToArray();
    }

    internal static PrivateKey Key(KeyKind kind) => kind switch
    {
        KeyKind.Ed25519 => PrivateKey.FromRaw(kind, TestKeys.Bytes("image-signer", 32))!,
        KeyKind.EcP384 => PrivateKey.FromScalar(kind, TestKeys.Bytes("image-signer", 48))!,
        KeyKind.EcP256 => PrivateKey.FromScalar(kind, TestKeys.Bytes("image-signer", 32))!,
        _ => PrivateKey.FromRsa(RsaKeys.Generate(TestKeys.Entropy))!,
    };

    private static ContentKeyRecipient ForP256()
    {
        using var key = TestKeys.Of("image-encryption");
        return ContentKeyRecipient.Of(key.PublicKey);
    }

    private static FixedSignature Fixed()
    {
        using var signer = Signer(KeyKind.EcP256);
        return new(PublicKeyBytes.Of(signer).OrThrow(), signer.SignDigest(HashAlgorithmName.SHA256, new byte[32]));
    }
}
