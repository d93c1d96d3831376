using Rootline.Core.Faults;
using Rootline.Formats.Files.Keys;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Making;
using Xunit;

namespace Rootline.Tests.Formats.Mcuboot;

public sealed class SignatureChangeTests
{
    [Theory]
    [InlineData(SlotPadding.None, ImageByteOrder.Little)]
    [InlineData(SlotPadding.Confirm, ImageByteOrder.Little)]
    [InlineData(SlotPadding.Pad, ImageByteOrder.Big)]
    public void A_signature_that_is_added_and_taken_out_leaves_the_image_as_it_was(SlotPadding padding, ImageByteOrder order)
    {
        using var signer = RecipeRefusalTests.Signer(KeyKind.EcP256);
        byte[] image = RecipeRefusalTests.Made(Recipe(padding, order) with { Signers = [new(signer, 1)] });
        byte[] both = Append(image, new(signer, 0x7FFF816C));
        Assert.Equal(padding == SlotPadding.None, both.Length > image.Length);
        var file = ImageFile.Open(new MemoryStream(both)).OrThrow();
        var units = SignatureUnit.In(file.Tlvs.Unprotected, order);
        Assert.Equal([1u, 0x7FFF816Cu], units.Select(u => u.KeyId));
        byte[] digest = file.Digest(ImageDigest.Sha256);
        Assert.All(units, u => Assert.True(ImageSignature.Verify(PublicKeyBytes.Of(signer).OrThrow(), ImageDigest.Sha256, digest, u.Signature.Value.Span)));
        Assert.Equal(padding == SlotPadding.None ? [] : ImageTrailer.Magic(8, order), padding == SlotPadding.None ? [] : both[^16..]);
        Assert.Equal(image, Remove(both, 0x7FFF816C));
    }

    [Fact]
    public void Two_signatures_at_once_are_the_same_as_one_after_the_other()
    {
        using var one = RecipeRefusalTests.Signer(KeyKind.Ed25519);
        var recipe = Recipe(SlotPadding.None, ImageByteOrder.Little) with { KeyForm = PublicKeyForm.Full };
        byte[] atOnce = RecipeRefusalTests.Made(recipe with { Signers = [new(one, 1), new(one, 2)] });
        Assert.Equal(atOnce, Append(RecipeRefusalTests.Made(recipe with { Signers = [new(one, 1)] }), new(one, 2)));
        Assert.Equal(atOnce, Append(Append(RecipeRefusalTests.Made(recipe), new(one, 1)), new(one, 2)));
    }

    [Fact]
    public void What_cannot_be_changed_is_refused()
    {
        using var signer = RecipeRefusalTests.Signer(KeyKind.EcP256);
        using var other = RecipeRefusalTests.Signer(KeyKind.EcP384);
        using var liar = RecipeRefusalTests.Signer(KeyKind.EcP256, lies: true);
        using var pure = RecipeRefusalTests.Signer(KeyKind.Ed25519);
        byte[] image = RecipeRefusalTests.Made(Recipe(SlotPadding.None, ImageByteOrder.Little) with { Signers = [new(signer, 1)] });
        Refused(ImageFaults.SignatureUnit, () => Append(image, new(signer, 1)));
        Refused(ImageFaults.SignatureUnit, () => Remove(image, 2));
        Refused(ImageFaults.Digest, () => Append(image, new(other, 2)));
        Refused(ImageFaults.Signature, () => Append(image, new(liar, 2)));
        Refused(ImageFaults.SignatureUnit, () => Append([.. image, 0, 0, 1], new(signer, 2)));
        Refused(ImageFaults.Header, () => Append(image[..20], new(signer, 2)));
        var altered = (byte[])image.Clone();
        altered[100] ^= 1;
        Refused(ImageFaults.SignatureUnit, () => Append(altered, new(signer, 2)));
        Refused(ImageFaults.SignatureUnit, () => Append(RecipeRefusalTests.Made(Recipe(SlotPadding.None, ImageByteOrder.Little) with { Pure = true, Signers = [new(pure)] }), new(pure, 2)));
    }

    private static ImageRecipe Recipe(SlotPadding padding, ImageByteOrder order) => new()
    {
        Version = new(1, 2, 3, 4),
        HeaderSize = 32,
        PadHeader = true,
        Order = order,
        SecurityCounter = new(7),
        Slot = new(0x4000) { Padding = padding },
    };

    private static byte[] Append(byte[] image, ImageSigning signing)
    {
        using var output = new MemoryStream();
        SignatureChange.Append(new MemoryStream(image), signing, output);
        return output.ToArray();
    }

    private static byte[] Remove(byte[] image, uint id)
    {
        using var output = new MemoryStream();
        SignatureChange.Remove(new MemoryStream(image), id, output);
        return output.ToArray();
    }

    private static void Refused(FaultCode code, Func<byte[]> action) => Assert.Equal(code, Assert.Throws<FaultException>(action).Fault.Code);
}
