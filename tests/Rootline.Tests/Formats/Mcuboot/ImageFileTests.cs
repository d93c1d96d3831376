using FsCheck;
using FsCheck.Fluent;
using Rootline.Formats.Files.Keys;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Making;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Formats.Mcuboot;

public sealed class ImageFileTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_altered_byte_of_a_signed_image_is_a_fault_or_another_digest_or_a_bad_signature()
    {
        using var signer = RecipeRefusalTests.Signer(KeyKind.Ed25519);
        byte[] image = RecipeRefusalTests.Made(new()
        {
            Version = new(1, 2, 3, 4),
            HeaderSize = 48,
            PadHeader = true,
            SecurityCounter = new(7),
            BootRecordType = "SPE",
            Dependencies = [new(1, new(1, 0, 0, 0))],
            Signers = [new(signer)],
        });
        var key = PublicKeyBytes.Of(signer).OrThrow();
        Assert.True(IsGood(image, key));
        int cases = 0;
        foreach (var (offset, damaged) in Mutation.ByteChanges(image))
        {
            cases++;
            Assert.False(IsGood(damaged, key), $"byte {offset}");
        }

        foreach (byte[] shorter in Mutation.Truncations(image))
        {
            cases++;
            Assert.False(ImageFile.Open(new MemoryStream(shorter)).Ok);
        }

        output.Tell($"altered and cut images refused: {cases}");
    }

    [Fact]
    public void Random_damage_never_throws()
    {
        using var signer = RecipeRefusalTests.Signer(KeyKind.Ed25519);
        var recipe = new ImageRecipe { Version = new(1, 2, 3, 4), HeaderSize = 32, PadHeader = true, SecurityCounter = new(7), Signers = [new(signer)] };
        byte[] little = RecipeRefusalTests.Made(recipe);
        byte[] big = RecipeRefusalTests.Made(recipe with { Order = ImageByteOrder.Big });
        Mutation.Feed(bytes => ImageFile.Open(new MemoryStream(bytes)), little, big);
    }

    [Fact]
    public void What_follows_the_image_is_not_part_of_it()
    {
        byte[] image = RecipeRefusalTests.Made(new() { Version = default, HeaderSize = 32, PadHeader = true });
        var file = ImageFile.Open(new MemoryStream([.. image, .. new byte[5000]])).OrThrow();
        Assert.Equal(image.Length, file.Length);
    }

    [Fact]
    public void What_is_written_is_read_again_whatever_it_is()
    {
        var recipes = from version in ArbMap.Default.GeneratorFor<uint>().Two()
                      from header in Gen.Choose(32, 700)
                      from flags in Gen.Choose(0, 1023)
                      from custom in Gen.Choose(0, 300)
                      select (Recipe(version, header, flags, custom), header, flags);
        Prop.ForAll(recipes.ToArbitrary(), pair =>
        {
            var (recipe, header, flags) = pair;
            byte[] bytes = RecipeRefusalTests.Made(recipe);
            var file = ImageFile.Open(new MemoryStream(bytes)).OrThrow();
            Assert.Equal((recipe.Order, recipe.Version, header), (file.Order, file.Header.Version, (int)file.Header.HeaderSize));
            Assert.Equal(bytes.Length, file.Length);
            var digest = file.Tlvs.Unprotected.Entries[0];
            Assert.Equal(file.Digest(ImageDigests.Of(digest.Type)!.Value), digest.Value.ToArray());
            Assert.All(file.Tlvs.All, t => Assert.Null(TlvValues.Check(t.Entry, file.Order)));
            Assert.All(file.Tlvs.All.Where(t => !t.Entry.Type.IsVendor()), t => Assert.Equal(t.IsProtected, t.Entry.Type.IsProtected()));
            Assert.Equal(recipe.Dependencies, file.Tlvs.All.Where(t => t.Entry.Type == TlvType.Dependency).Select(t => ImageDependency.Parse(t.Entry.Value.Span, file.Order).OrThrow()));
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
        output.Tell("recipes written and read again: 200");
    }

    [Fact]
    public void A_large_image_is_made_and_read_in_constant_memory()
    {
        const long Length = 48L << 20;
        using var signer = RecipeRefusalTests.Signer(KeyKind.Ed25519);
        using var half = TestKeys.Of("image-encryption");
        var recipe = new ImageRecipe
        {
            Version = default,
            HeaderSize = 512,
            PadHeader = true,
            Signers = [new(signer)],
            Encryption = new(Rootline.Formats.Mcuboot.Encryption.ContentKeyRecipient.Of(half.PublicKey)),
            Slot = new(64 << 20) { Padding = SlotPadding.Confirm },
        };
        long before = GC.GetAllocatedBytesForCurrentThread();
        var image = ImageWriter.Write(recipe, ImagePayload.Of(new EndlessZeros(Length), Length), Stream.Null, TestKeys.Entropy);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(image.Length > Length);
        Assert.True(allocated < 8 << 20, $"{allocated} bytes");
    }

    private static ImageRecipe Recipe((uint, uint) numbers, int header, int flags, int custom) => new()
    {
        Version = new((byte)numbers.Item1, (byte)numbers.Item2, (ushort)(numbers.Item1 >> 8), numbers.Item2),
        HeaderSize = header,
        PadHeader = true,
        ErasedValue = (flags & 1) != 0 ? (byte)0 : (byte)0xFF,
        Order = (ImageByteOrder)((flags >> 1) & 1),
        NonBootable = (flags & 4) != 0,
        SecurityCounter = (flags & 8) != 0 ? new(numbers.Item2) : null,
        BootRecordType = (flags & 16) != 0 ? "SPE" : null,
        Dependencies = [.. Enumerable.Range(0, (flags >> 5) & 3).Select(i => new ImageDependency((byte)i, new(1, 2, 3, numbers.Item1)))],
        VendorId = (flags & 128) != 0 ? ImageUuid.Vendor("example.com").OrThrow() : null,
        Digest = (ImageDigest)(((flags >> 8) & 3) % 3),
        CustomTlvs = [new((TlvType)(0xA0 + (flags % 90)), new byte[custom])],
        ExtraTlvs = [new(TlvType.BindTag, new byte[16])],
    };

    private static bool IsGood(byte[] image, PublicKeyBytes key)
    {
        if (!ImageFile.Open(new MemoryStream(image)).Try(out var file, out _))
            return false;
        var unit = SignatureUnit.In(file.Tlvs.Unprotected, file.Order);
        var digest = file.Tlvs.Unprotected.Entries[0];
        return unit.Count == 1 && digest.Type == TlvType.Sha256 && unit[0].Key is { Type: TlvType.KeyHash } named
            && named.Value.Span.SequenceEqual(key.Hash(ImageDigest.Sha256)) && unit[0].Signature.Type == TlvType.Ed25519
            && digest.Value.Span.SequenceEqual(file.Digest(ImageDigest.Sha256))
            && ImageSignature.Verify(key, ImageDigest.Sha256, digest.Value.Span, unit[0].Signature.Value.Span);
    }

    private sealed class EndlessZeros(long length) : Rootline.Formats.Files.SequentialStream
    {
        private long _rest = length;

        public override bool CanRead => true;

        public override int Read(Span<byte> buffer)
        {
            int count = (int)Math.Min(buffer.Length, _rest);
            buffer[..count].Clear();
            _rest -= count;
            return count;
        }
    }
}
