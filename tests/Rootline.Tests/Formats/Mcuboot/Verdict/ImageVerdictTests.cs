using Rootline.Core.Crypto;
using Rootline.Core.Secrets;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Encryption;
using Rootline.Formats.Mcuboot.Fit;
using Rootline.Formats.Mcuboot.Verdict;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;
using static Rootline.Tests.Formats.Mcuboot.Verdict.ImageMaker;

namespace Rootline.Tests.Formats.Mcuboot.Verdict;

/// <summary>Each rule of the verdict by an image that breaks it and no other.</summary>
public sealed class ImageVerdictTests(ITestOutputHelper output)
{
    private static readonly ImageMaker Good = new();

    [Theory]
    [InlineData(ImageByteOrder.Little)]
    [InlineData(ImageByteOrder.Big)]
    public void A_signed_image_is_taken_in_its_byte_order_and_no_other(ImageByteOrder order)
    {
        var image = new ImageMaker { Order = order, Protected = [Counter(order, 5)] };
        var verdict = image.Judge(Loader with { StoredCounter = 5 });
        Assert.True(verdict.Ok, verdict.Broken?.What);
        Assert.Empty(verdict.Findings);
        Assert.Equal((new ImageVersion(1, 2, 3, 4), (long)image.Bytes.Length), (verdict.Version, verdict.Length));
        Assert.Equal(Signer, Assert.Single(verdict.Signers));
        Breaks(BootRules.HeaderMagic, Judge(image.Bytes, Loader with { Order = 1 - order }));
        Breaks(BootRules.SecurityCounter, image.Judge(Loader with { StoredCounter = 6 }));
    }

    [Fact]
    public void What_is_no_image_is_told_apart_from_a_damaged_one()
    {
        Breaks(BootRules.ImagePresent, Judge([], Loader));
        Breaks(BootRules.ImagePresent, Judge(Good.Bytes[..31], Loader));
        Breaks(BootRules.ImagePresent, Judge([.. Enumerable.Repeat((byte)0xFF, 4096)], Loader));
        Breaks(BootRules.ImagePresent, Judge(new byte[4096], Loader));
        Breaks(BootRules.HeaderMagic, Judge([1, .. Good.Bytes[1..]], Loader));
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused_before_anything_is_read()
    {
        Breaks(BootRules.HeaderSize, Changed(h => h with { HeaderSize = 31 }).Judge());
        Breaks(BootRules.ImageSize, Judge(Patch(12, 0xFF, 0xFF, 0xFF, 0xFF), Loader));
        Breaks(BootRules.ImageComplete, Judge(Patch(15, 0xF0), Loader));
        Assert.Empty(Traits(Patch(15, 0xF0)).Digests);
        Breaks(BootRules.ImageSize, Judge(Patch(13, 0x10), Loader with { Layout = Slots(4096) }));
        Breaks(BootRules.LargestImage, Good.Judge(Loader with { Layout = Slots(256) }));
        Assert.True(Good.Judge(Loader with { Layout = Slots(512) }).Ok);
        Breaks(BootRules.LargestImage, Good.Judge(Loader with { Layout = Slots(4096) with { MaxAlign = 7 } }));
    }

    [Fact]
    public void Flags_that_a_loader_cannot_serve_are_refused()
    {
        Breaks(BootRules.EncryptionFlags, Flagged(ImageFlags.EncryptedAes128).Judge());
        Breaks(BootRules.EncryptionFlags, Flagged(ImageFlags.Encrypted).Judge(Loader with { ContentKeys = ContentKeyOwner.OfKeyWrap(new Secret(16)) }));
        Breaks(BootRules.CompressionFlags, Flagged(ImageFlags.CompressedLzma2).Judge());
        Breaks(BootRules.CompressionFlags, Flagged(ImageFlags.Compressed).Judge(Loader with { Decompression = true }));
        Breaks(BootRules.CompressionFlags, Flagged(ImageFlags.CompressedArmThumb).Judge());
        Breaks(BootRules.Bootable, Flagged(ImageFlags.NonBootable).Judge());
        Assert.True(Flagged(ImageFlags.NonBootable).Judge(Loader with { DataImage = true }).Ok);
        Remarks("mean nothing", Flagged((ImageFlags)0x8000).Judge());
    }

    [Fact]
    public void An_image_runs_only_where_it_was_made_for()
    {
        var ram = Loader with { Layout = Slots(4096) with { Mode = UpgradeMode.RamLoad } };
        Breaks(BootRules.LoadAddress, Good.Judge(ram));
        Assert.True(Flagged(ImageFlags.RamLoad).Judge(ram).Ok);
        var xip = Changed(h => h with { Flags = ImageFlags.RomFixed, LoadAddress = 0x40000 });
        Assert.True(xip.Judge(Loader with { SlotAddress = 0x40000 }).Ok);
        Breaks(BootRules.LoadAddress, xip.Judge(Loader with { SlotAddress = 0x80000 }));
        Breaks(BootRules.LoadAddress, Flagged(ImageFlags.RomFixed | ImageFlags.RamLoad).Judge());
    }

    [Fact]
    public void Areas_must_be_where_and_as_long_as_the_header_says()
    {
        int area = 64 + 20;
        var covered = new ImageMaker { Protected = [Counter(ImageByteOrder.Little, 1)] };
        Breaks(BootRules.TlvMagic, Judge(Patch(area, 0x09), Loader));
        Breaks(BootRules.ProtectedSize, Judge(Patch(area, 0x08), Loader));
        Breaks(BootRules.ProtectedSize, Judge(Patch(covered.Bytes, 10, 0), Loader));
        Breaks(BootRules.ProtectedSize, Judge(Patch(covered.Bytes, area + 2, 13), Loader));
        Breaks(BootRules.TlvMagic, Judge(Patch(covered.Bytes, area, 0x09), Loader));
        Breaks(BootRules.TlvMagic, Judge(Patch(covered.Bytes, area + 12, 0x09), Loader));
        Breaks(BootRules.TlvEntries, Judge(Patch(covered.Bytes, area + 6, 5), Loader));
        Breaks(BootRules.TlvEntries, Judge(Patch(area + 2, 0x30), Loader));
        Breaks(BootRules.TlvEntries, Judge(Good.Bytes[..^1], Loader));
    }

    [Fact]
    public void What_a_signature_must_cover_is_refused_outside_of_it_and_the_reverse()
    {
        foreach (var type in (TlvType[])[TlvType.SecurityCounter, TlvType.BootRecord, TlvType.Dependency, TlvType.VendorId, TlvType.ClassId, TlvType.DecompressedSize])
            Breaks(BootRules.TlvArea, With(d => [new(type, new byte[4])]).Judge());
        foreach (var type in (TlvType[])[TlvType.KeyHash, TlvType.Sha256, TlvType.Ed25519, TlvType.SignaturePure, TlvType.EncryptedP256])
            Breaks(BootRules.TlvArea, new ImageMaker { Protected = [new(type, new byte[32])] }.Judge());
        Breaks(BootRules.TlvArea, With(d => [Counter(ImageByteOrder.Little, 9)]).Judge(Loader with { StoredCounter = 3 }));
    }

    [Fact]
    public void Types_that_no_loader_knows_are_told_and_refused_by_an_allow_list()
    {
        var vendor = With(d => [new((TlvType)0xA0, new byte[3])]);
        Remarks("covered by no signature", vendor.Judge());
        Breaks(BootRules.AllowedTypes, vendor.Judge(Loader with { AllowList = true }));
        Breaks(BootRules.AllowedTypes, With(d => [new(TlvType.KeyId, new byte[4])]).Judge(Loader with { AllowList = true }));
        Assert.Empty(new ImageMaker { Protected = [new((TlvType)0xA0, new byte[3])] }.Judge(Loader with { AllowList = true }).Findings);
    }

    [Fact]
    public void Values_that_could_contradict_each_other_stand_once() =>
        Breaks(BootRules.Once, new ImageMaker { Protected = [Counter(ImageByteOrder.Little, 5), Counter(ImageByteOrder.Little, 6)] }.Judge());

    [Fact]
    public void The_digest_must_be_there_whole_and_right_each_time()
    {
        Breaks(BootRules.DigestPresent, new ImageMaker { Open = d => [KeyHash(Signer), Sign(d)] }.Judge());
        Breaks(BootRules.Digest, new ImageMaker { Open = d => [Digest(d[..31]), KeyHash(Signer), Sign(d)] }.Judge());
        Breaks(BootRules.Digest, new ImageMaker { Open = d => [Digest(d), KeyHash(Signer), Sign(d), Digest(new byte[32])] }.Judge());
        Breaks(BootRules.Digest, Judge(Patch(70, 0xEE), Loader));
        Remarks("more than once", new ImageMaker { Open = d => [Digest(d), Digest(d), KeyHash(Signer), Sign(d)] }.Judge());
        Breaks(BootRules.Digest, new ImageMaker { Open = d => [Digest(d), new(TlvType.Sha512, new byte[64]), KeyHash(Signer), Sign(d)] }.Judge());
    }

    [Fact]
    public void Every_signature_under_a_known_key_must_be_good_wherever_it_stands()
    {
        var wrong = new TlvEntry(TlvType.Ed25519, new byte[64]);
        Breaks(BootRules.Signature, new ImageMaker { Open = d => [Digest(d), KeyHash(Signer), wrong, KeyHash(Signer), Sign(d)] }.Judge());
        Breaks(BootRules.Signature, new ImageMaker { Open = d => [Digest(d), KeyHash(Signer), Sign(d), KeyHash(Signer), wrong] }.Judge());
        Breaks(BootRules.Signature, new ImageMaker { Open = d => [Digest(d), KeyHash(Signer), SignAsOther(d)] }.Judge());
        Remarks("not verified", new ImageMaker { Open = d => [Digest(d), KeyHash(Other), SignAsOther(d), KeyHash(Signer), Sign(d)] }.Judge());
    }

    [Fact]
    public void Without_a_good_signature_under_a_known_key_nothing_boots()
    {
        Breaks(BootRules.SignaturePresent, new ImageMaker { Open = d => [Digest(d)] }.Judge());
        Breaks(BootRules.SignaturePresent, new ImageMaker { Open = d => [Digest(d), KeyHash(Other), SignAsOther(d)] }.Judge());
        Breaks(BootRules.SignaturePresent, new ImageMaker { Open = d => [Digest(d), KeyHash(Other), Sign(d)] }.Judge());
        Assert.True(new ImageMaker { Open = d => [Digest(d)] }.Judge(new()).Ok);
        Remarks("verifies no signatures", Good.Judge(new()));
    }

    [Fact]
    public void A_signature_stands_behind_its_key_and_a_key_before_its_signature()
    {
        Breaks(BootRules.SignaturePair, new ImageMaker { Open = d => [Digest(d), KeyHash(Signer), Sign(d), Sign(d)] }.Judge());
        Breaks(BootRules.SignaturePair, new ImageMaker { Open = d => [Digest(d), Sign(d), KeyHash(Signer), Sign(d)] }.Judge());
        Breaks(BootRules.SignaturePair, new ImageMaker { Open = d => [Digest(d), KeyHash(Signer), Sign(d), KeyHash(Signer)] }.Judge());
        Breaks(BootRules.SignaturePair, new ImageMaker { Open = d => [Digest(d), KeyHash(Signer), KeyHash(Signer), Sign(d)] }.Judge());
        Breaks(BootRules.SignaturePair, new ImageMaker { Open = d => [Digest(d), KeyHash(Signer), new(TlvType.Rsa2048Pss, new byte[256]), KeyHash(Signer), Sign(d)] }.Judge());
    }

    [Fact]
    public void A_key_hash_that_is_not_whole_names_no_key()
    {
        foreach (int length in (int[])[0, 1, 31, 33])
            Breaks(BootRules.Key, new ImageMaker { Open = d => [Digest(d), new(TlvType.KeyHash, new byte[length]), Sign(d), KeyHash(Signer), Sign(d)] }.Judge());
    }

    [Fact]
    public void A_device_that_holds_a_hash_takes_the_whole_key_from_the_image()
    {
        var loader = Loader with { KeyMode = KeyMode.InImage, Keys = [], KeyHashes = [Signer.Hash(ImageDigest.Sha256)] };
        ImageMaker Full(byte[] key) => new() { Open = d => [Digest(d), new(TlvType.PublicKey, key), Sign(d)] };
        Assert.True(Full(Signer.Bytes.ToArray()).Judge(loader).Ok);
        Breaks(BootRules.SignaturePresent, Full(Other.Bytes.ToArray()).Judge(loader));
        Breaks(BootRules.Key, Full(new byte[89]).Judge(loader), BootRules.SignaturePresent);
        Breaks(BootRules.SignaturePresent, Good.Judge(loader));
        Breaks(BootRules.SignaturePresent, Full(Signer.Bytes.ToArray()).Judge());
        byte[] junk = [1, 2, 3];
        Breaks(BootRules.Key, Full(junk).Judge(loader with { KeyHashes = [ImageDigest.Sha256.Hash(junk)] }), BootRules.SignaturePresent);
    }

    [Fact]
    public void Keys_that_are_held_by_an_id_are_taken_by_it()
    {
        var byNumber = Loader with { KeyMode = KeyMode.ById, Keys = [new(Other), new(Signer)], ImageNumber = 1 };
        Assert.True(new ImageMaker { Open = d => [Digest(d), Sign(d)] }.Judge(byNumber).Ok);
        Assert.True(Good.Judge(byNumber).Ok);
        Breaks(BootRules.Signature, new ImageMaker { Open = d => [Digest(d), Sign(d)] }.Judge(byNumber with { ImageNumber = 0 }));
        Breaks(BootRules.SignaturePresent, new ImageMaker { Open = d => [Digest(d), Sign(d)] }.Judge(byNumber with { ImageNumber = 2 }));
        Breaks(BootRules.Key, new ImageMaker { Open = d => [Digest(d), KeyHash(Other), Sign(d)] }.Judge(byNumber));
        var byId = Loader with { KeyMode = KeyMode.ById, Keys = [new(Other, 7), new(Signer, 0x01020304)] };
        ImageMaker Named(params byte[] id) => new() { Open = d => [Digest(d), new(TlvType.KeyId, id), Sign(d)] };
        Assert.True(Named(4, 3, 2, 1).Judge(byId).Ok);
        Breaks(BootRules.Signature, Named(7, 0, 0, 0).Judge(byId));
        Breaks(BootRules.SignaturePresent, Named(8, 0, 0, 0).Judge(byId));
        Breaks(BootRules.Key, Named(4, 3, 2).Judge(byId), BootRules.SignaturePresent);
        var both = Loader with { Keys = [new(Signer, 0x01020304)] };
        Assert.True(new ImageMaker { Open = d => [Digest(d), new(TlvType.KeyId, new byte[] { 4, 3, 2, 1 }), KeyHash(Signer), Sign(d)] }.Judge(both).Ok);
        Breaks(BootRules.Key, new ImageMaker { Open = d => [Digest(d), new(TlvType.KeyId, new byte[4]), KeyHash(Signer), Sign(d)] }.Judge(both));
        Breaks(BootRules.SignaturePair, new ImageMaker { Open = d => [Digest(d), KeyHash(Signer), new(TlvType.KeyId, new byte[4]), Sign(d)] }.Judge(both));
    }

    [Fact]
    public void A_key_of_another_kind_than_the_loader_verifies_is_refused() =>
        Breaks(BootRules.SignaturePair, Good.Judge(Loader with { Signature = SignatureKind.EcdsaP256 }), BootRules.SignaturePresent);

    [Fact]
    public void Pure_signatures_are_for_loaders_that_verify_them()
    {
        Breaks(BootRules.Pure, With(d => [new(TlvType.SignaturePure, new byte[] { 1 })]).Judge());
        var pure = Loader with { Pure = true };
        Breaks(BootRules.Pure, new ImageMaker { Open = d => [Digest(d)] }.Judge(pure), BootRules.SignaturePresent);
        Breaks(BootRules.Pure, new ImageMaker { Open = d => [Digest(d), new(TlvType.SignaturePure, new byte[] { 2 })] }.Judge(pure), BootRules.SignaturePresent);
    }

    [Fact]
    public void The_device_decides_on_counter_and_identifiers()
    {
        Breaks(BootRules.CounterPresent, Good.Judge(Loader with { StoredCounter = 0 }));
        Breaks(BootRules.SecurityCounter, new ImageMaker { Protected = [new(TlvType.SecurityCounter, new byte[3])] }.Judge());
        byte[] id = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];
        var named = new ImageMaker { Protected = [new(TlvType.VendorId, id), new(TlvType.ClassId, id)] };
        Assert.True(named.Judge(Loader with { VendorId = id, ClassId = id }).Ok);
        Breaks(BootRules.Identifiers, named.Judge(Loader with { VendorId = new byte[16] }));
        Breaks(BootRules.Identifiers, named.Judge(Loader with { ClassId = new byte[16] }));
        Breaks(BootRules.Identifiers, Good.Judge(Loader with { VendorId = id }));
        Breaks(BootRules.Identifiers, Good.Judge(Loader with { ClassId = id }));
        Breaks(BootRules.Identifiers, new ImageMaker { Protected = [new(TlvType.ClassId, id.AsMemory(1))] }.Judge());
        Breaks(BootRules.Dependencies, new ImageMaker { Protected = [new(TlvType.Dependency, new byte[11])] }.Judge());
        Remarks("needs image 1 at version 2.0.0", new ImageMaker { Protected = [new(TlvType.Dependency, new byte[] { 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0 })] }.Judge());
    }

    [Fact]
    public void A_compressed_image_says_signed_what_will_come_out()
    {
        var digest = new byte[32];
        var size = new TlvEntry(TlvType.DecompressedSize, new byte[4]);
        var loader = Loader with { Decompression = true };
        ImageMaker Compressed(params TlvEntry[] covered) => new() { Header = Good.Header with { Flags = ImageFlags.CompressedLzma2 }, Protected = covered };
        Assert.True(Compressed(size, new(TlvType.DecompressedDigest, digest), new(TlvType.DecompressedSignature, Sign(digest).Value)).Judge(loader).Ok);
        Breaks(BootRules.Decompression, Compressed(size, new(TlvType.DecompressedDigest, digest), new(TlvType.DecompressedSignature, SignAsOther(digest).Value)).Judge(loader));
        Breaks(BootRules.Decompression, Compressed(size, new(TlvType.DecompressedDigest, digest)).Judge(loader));
        Breaks(BootRules.Decompression, Compressed(size, new(TlvType.DecompressedSignature, Sign(digest).Value)).Judge(loader));
        Breaks(BootRules.Decompression, Compressed(new(TlvType.DecompressedDigest, digest), new(TlvType.DecompressedSignature, Sign(digest).Value)).Judge(loader));
    }

    [Fact]
    public void What_lies_behind_the_image_is_told_and_decides_nothing()
    {
        Remarks("12 bytes of padding (0xff)", new ImageMaker { Behind = [.. Enumerable.Repeat((byte)0xFF, 12)] }.Judge());
        Remarks("3 bytes follow the image that are no padding", new ImageMaker { Behind = [1, 2, 3] }.Judge());
        byte[] trailer = [.. Enumerable.Repeat((byte)0xFF, 30), 0, 1, .. Enumerable.Repeat((byte)0xFF, 23), 1, .. Enumerable.Repeat((byte)0xFF, 0), .. Convert.FromHexString("77c295f360d2ef7f3552500f2cb67980")];
        Remarks("trailer (fields of 8 bytes)", new ImageMaker { Behind = trailer }.Judge());
        Remarks("does not fit into the slot", new ImageMaker { Behind = new byte[4096] }.Judge(Loader with { Layout = Slots(4096) }));
    }

    [Fact]
    public void No_byte_of_an_image_can_be_changed_and_no_end_cut_off()
    {
        int cases = 0;
        foreach (var order in Enum.GetValues<ImageByteOrder>())
        {
            var image = new ImageMaker { Order = order, Protected = [Counter(order, 5), new(TlvType.VendorId, new byte[16]), new((TlvType)0xA0, new byte[5])] };
            var loader = Loader with { Order = order, AllowList = true, StoredCounter = 5 };
            byte[] bytes = image.Bytes;
            Assert.True(Judge(bytes, loader).Ok);
            foreach (var (offset, changed) in Mutation.ByteChanges(bytes))
            {
                cases++;
                Assert.False(Judge(changed, loader).Ok, $"byte {offset} of {bytes.Length} can be changed");
            }

            foreach (byte[] cut in Mutation.Truncations(bytes))
            {
                cases++;
                Assert.False(Judge(cut, loader).Ok, $"it can be cut to {cut.Length} bytes");
            }
        }

        output.Tell($"image verdict: {cases} changed or shortened images, all refused");
    }

    [Fact]
    public void Rules_have_numbers_and_names_of_their_own()
    {
        Assert.Equal(Enumerable.Range(1, BootRules.All.Count), BootRules.All.Select(r => r.Number));
        Assert.Equal(BootRules.All.Count, BootRules.All.Select(r => r.Name).Distinct().Count());
        Assert.All(BootRules.All, r => Assert.Matches("^[a-z]+(-[a-z]+)*$", r.Name));
    }

    private static void Breaks(BootRule rule, ImageVerdict verdict, params BootRule[] also)
    {
        Assert.Equal(rule.Name, verdict.Broken?.Rule?.Name);
        Assert.NotEmpty(verdict.Broken!.What);
        Assert.All(also, r => Assert.Contains(verdict.Findings, f => f.Rule == r));
    }

    private static void Remarks(string text, ImageVerdict verdict)
    {
        Assert.True(verdict.Ok, verdict.Broken?.What);
        Assert.Contains(verdict.Findings, f => f.What.Contains(text, StringComparison.Ordinal));
    }

    private static ImageTraits Traits(byte[] image)
    {
        using var stream = new MemoryStream(image);
        return ImageTraits.Of(stream);
    }

    private static TlvEntry Counter(ImageByteOrder order, byte value) => new(TlvType.SecurityCounter, order == ImageByteOrder.Big ? new byte[] { 0, 0, 0, value } : [value, 0, 0, 0]);

    private static ImageMaker Changed(Func<ImageHeader, ImageHeader> change) => new() { Header = change(Good.Header) };

    private static ImageMaker Flagged(ImageFlags flags) => Changed(h => h with { Flags = flags });

    private static ImageMaker With(Func<byte[], IEnumerable<TlvEntry>> more) => new() { Open = d => [Digest(d), KeyHash(Signer), Sign(d), .. more(d)] };

    private static byte[] Patch(int offset, params byte[] bytes) => Patch(Good.Bytes, offset, bytes);

    private static byte[] Patch(byte[] image, int offset, params byte[] bytes)
    {
        bytes.CopyTo(image, offset);
        return image;
    }

    private static SlotLayout Slots(long size) => new() { Mode = UpgradeMode.Overwrite, Primary = SlotShape.Uniform(size, size), Secondary = SlotShape.Uniform(size, size) };
}
