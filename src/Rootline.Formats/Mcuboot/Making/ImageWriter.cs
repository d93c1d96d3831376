using Rootline.Core.Entropy;
using Rootline.Core.Faults;

namespace Rootline.Formats.Mcuboot.Making;

/// <summary>
/// Makes images in one pass over the payload (compressed ones in three) and in constant memory: the digest is taken while the bytes go out. Only
/// a pure signature holds the hashed region in memory. When a fault ends it, what went out is no image: the caller throws it away.
/// </summary>
public static class ImageWriter
{
    /// <summary>Makes an image, with padding and trailer if the slot asks for them.</summary>
    /// <param name="recipe">What it is made of.</param>
    /// <param name="payload">The input.</param>
    /// <param name="output">Where it goes.</param>
    /// <param name="entropy">Where content key and ephemeral key come from.</param>
    /// <exception cref="FaultException">The image cannot be made, or does not fit the slot.</exception>
    public static SignedImage Write(ImageRecipe recipe, ImagePayload payload, Stream output, EntropySource entropy)
    {
        var image = WriteUnpadded(recipe, payload, output, entropy);
        if (recipe.Slot is { Padding: not SlotPadding.None })
            image.Trailer!.Write(output, image.Length);
        return image;
    }

    /// <summary>Makes an image and writes no padding: for Intel HEX, which names only the set bytes of <see cref="SignedImage.Trailer"/>.</summary>
    /// <param name="recipe">What it is made of.</param>
    /// <param name="payload">The input.</param>
    /// <param name="output">Where it goes.</param>
    /// <param name="entropy">Where content key and ephemeral key come from.</param>
    /// <exception cref="FaultException">The image cannot be made, or does not fit the slot.</exception>
    public static SignedImage WriteUnpadded(ImageRecipe recipe, ImagePayload payload, Stream output, EntropySource entropy)
    {
        if (RecipeCheck.Of(recipe, payload, onlyToSign: false) is { } fault)
            throw fault.ToException();
        var keys = SigningKeys.Of(recipe).OrThrow();
        var plain = PayloadFeed.Plain(recipe, payload);
        if (recipe.Compression == ImageCompression.None)
            return new ImageAssembly(recipe, keys, entropy).Write(plain, output);
        return CompressedAssembly.Write(recipe, keys, plain, output, entropy);
    }

    /// <summary>Writes what an image's signature would be over: the hashed region.</summary>
    /// <param name="recipe">What the image is made of; its signers are not asked.</param>
    /// <param name="payload">The input.</param>
    /// <param name="output">Where it goes.</param>
    /// <returns>The digest of the region.</returns>
    /// <exception cref="FaultException">The image cannot be made.</exception>
    public static byte[] WriteRegionToSign(ImageRecipe recipe, ImagePayload payload, Stream output)
    {
        if (RecipeCheck.Of(recipe, payload, onlyToSign: true) is { } fault)
            throw fault.ToException();
        var keys = SigningKeys.Of(recipe).OrThrow();
        var plain = PayloadFeed.Plain(recipe, payload);
        using var body = new ImageBody(keys.Algorithm, keepMessage: false, output, cipher: null);
        ImageLayout.Of(recipe, keys, plain, []).WriteTo(body, plain);
        return body.Digest();
    }
}
