using Rootline.Core.Secrets;
using Rootline.Formats.Files.Keys;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Encryption;
using Rootline.Formats.Mcuboot.Making;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Formats.Mcuboot;

/// <summary>
/// The project's own images: made of seeds, kept in tests/vectors/mcuboot, made again byte for byte. Where the shared set is absent they
/// hold the format. With ROOTLINE_WRITE_VECTORS=1 they are written anew.
/// </summary>
public sealed class OwnVectorTests
{
    private static readonly byte[] Input = [.. Enumerable.Range(0, 400).Select(i => (byte)(i % 50))];

    public static TheoryData<string> Names => [.. Table.Keys];

    private static readonly Dictionary<string, Func<ImageRecipe>> Table = new()
    {
        ["plain"] = () => Plain,
        ["sha512"] = () => Plain with { Digest = ImageDigest.Sha512 },
        ["all-protected"] = () => Plain with
        {
            SecurityCounter = SecurityCounter.Of(Plain.Version),
            BootRecordType = "SPE",
            Dependencies = [new(1, new(1, 0, 0, 0)), new(2, new(0, 9, 300, 7))],
            VendorId = ImageUuid.Vendor("example.com").OrThrow(),
            ClassId = ImageUuid.Class("board", ImageUuid.Vendor("example.com").OrThrow()).OrThrow(),
            CustomTlvs = [new((TlvType)0xA0, "custom"u8.ToArray())],
        },
        ["ed25519"] = () => Plain with { Signers = [new(Signer)], KeyForm = PublicKeyForm.Full },
        ["pure"] = () => Plain with { Signers = [new(Signer)], Pure = true },
        ["two-signatures"] = () => Plain with { Signers = [new(Signer, 0x7FFF816B), new(Signer, 0x7FFF816C)], ExtraTlvs = [new(TlvType.BindTag, Enumerable.Repeat((byte)0xFF, 16).ToArray())] },
        ["big-endian"] = () => Plain with { Order = ImageByteOrder.Big, SecurityCounter = new(5), Signers = [new(Signer)], Slot = new(0x1000) { Align = 16, MaxSectors = 4, Padding = SlotPadding.Pad } },
        ["confirmed"] = () => Plain with { Signers = [new(Signer)], Slot = new(0x1000) { Align = 8, MaxSectors = 8, Padding = SlotPadding.Confirm } },
        ["x25519"] = () => Plain with { Signers = [new(Signer)], Encryption = new(X25519Recipient()) { KeyLength = 32 } },
        ["p256"] = () => Plain with { Encryption = new(P256Recipient()) },
        ["key-wrap"] = () => Plain with { Encryption = new(ContentKeyRecipient.OfKeyWrap(Secret.CopyOf(TestKeys.Bytes("kek", 16))).OrThrow()) },
        ["lzma2"] = () => Plain with { Compression = ImageCompression.Lzma2, Signers = [new(Signer)] },
        ["lzma2armthumb"] = () => Plain with { Compression = ImageCompression.Lzma2ArmThumb },
    };

    private static ImageRecipe Plain => new() { Version = new(1, 2, 3, 4), HeaderSize = 64, PadHeader = true };

    private static MemorySigner Signer => RecipeRefusalTests.Signer(KeyKind.Ed25519);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_kept_image_is_made_again(string name)
    {
        using var output = new MemoryStream();
        ImageWriter.Write(Table[name](), ImagePayload.Of(Input), output, TestKeys.Entropy);
        if (Environment.GetEnvironmentVariable("ROOTLINE_WRITE_VECTORS") == "1")
            File.WriteAllBytes(RepositoryRoot.PathOf($"tests/vectors/mcuboot/{name}.bin"), output.ToArray());
        Assert.Equal(Vectors.Own($"mcuboot/{name}.bin"), output.ToArray());
        Assert.True(ImageFile.Open(new MemoryStream(Vectors.Own($"mcuboot/{name}.bin"))).Ok);
    }

    [Fact]
    public void Every_kept_image_has_its_recipe() =>
        Assert.Equal(Table.Keys.Order(), Directory.EnumerateFiles(RepositoryRoot.PathOf("tests/vectors/mcuboot"), "*.bin").Select(f => Path.GetFileNameWithoutExtension(f)).Order());

    [Theory]
    [InlineData("lzma2", false)]
    [InlineData("lzma2armthumb", true)]
    public void A_compressed_image_decompresses_to_what_it_says(string name, bool armThumb)
    {
        var image = ImageFile.Open(new MemoryStream(Vectors.Own($"mcuboot/{name}.bin"))).OrThrow();
        var payload = new List<byte>();
        image.CopyPayload(null, b => payload.AddRange(b.Span));
        Assert.Equal([0x0A, 0x66], payload[..2]);
        var plain = new List<byte>();
        using var decoder = new Rootline.Core.Compression.Lzma2Decoder(armThumb, b => plain.AddRange(b.Span));
        decoder.Write([.. payload[2..]]);
        decoder.Finish();
        Assert.Equal(Input, plain);
        var size = image.Tlvs.Protected!.Entries.Single(e => e.Type == TlvType.DecompressedSize);
        Assert.Equal((uint)Input.Length, TlvValues.ParseNumber(size.Value.Span).OrThrow());
        using var whole = new MemoryStream();
        var original = ImageWriter.Write(Table[name]() with { Compression = ImageCompression.None }, ImagePayload.Of(Input), whole, TestKeys.Entropy);
        Assert.Equal(original.Digest.ToArray(), image.Tlvs.Protected.Entries.Single(e => e.Type == TlvType.DecompressedDigest).Value.ToArray());
    }

    private static ContentKeyRecipient X25519Recipient() => ContentKeyRecipient.OfX25519(Rootline.Core.Crypto.X25519.PublicOf(TestKeys.Bytes("x", 32))).OrThrow();

    private static ContentKeyRecipient P256Recipient()
    {
        using var key = TestKeys.Of("image-encryption");
        return ContentKeyRecipient.Of(key.PublicKey);
    }
}
