using System.Text;
using Rootline.Core.Disks;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Formats.Mcuboot.Making;

namespace Rootline.Oem.Images;

/// <summary>Makes image files: whole, or not at all.</summary>
/// <param name="disk">Where input and output lie.</param>
/// <param name="entropy">Where content keys come from.</param>
/// <param name="watch">Is told how many bytes of the input were read and how many there are; may throw to stop.</param>
public sealed class ImageDesk(IDisk disk, EntropySource entropy, Action<long, long> watch)
{
    /// <summary>Makes an image.</summary>
    /// <param name="recipe">What it is made of.</param>
    /// <param name="order">Its files.</param>
    /// <exception cref="FaultException">The image cannot be made, signed or written; the old output is as it was.</exception>
    public SignedImage Make(ImageRecipe recipe, ImageOrder order)
    {
        if (order.SignatureOutput is not null && recipe.Signers.Count == 0 && recipe.FixedSignature is null)
            throw ImageOptionFaults.Contradiction.Exception("the signature is wanted in a file, and nobody signs", "give a key, or leave the file out");
        using var input = ImageInput.Open(disk, order.Input, watch);
        using var output = disk.BeginReplace(order.Output);
        var image = ImageOrder.IsHex(order.Output)
            ? HexImage.Write(recipe, input.Payload, output.Content, Base(input, recipe, order), entropy)
            : ImageWriter.Write(recipe, input.Payload, output.Content, entropy);
        if (order.SignatureOutput is { } path)
            disk.Replace(path, Encoding.ASCII.GetBytes(string.Join('\n', image.Signatures.Select(s => Convert.ToBase64String(s.Span)))));
        output.Commit();
        return image;
    }

    /// <summary>Writes what a signature from outside has to be over.</summary>
    /// <param name="recipe">What the image is made of.</param>
    /// <param name="order">Its files; the output is binary.</param>
    /// <param name="digestOnly">Whether the digest is written, or the region that it is of.</param>
    /// <returns>The digest.</returns>
    /// <exception cref="FaultException">The image cannot be made or written; the old output is as it was.</exception>
    public byte[] WriteToSign(ImageRecipe recipe, ImageOrder order, bool digestOnly)
    {
        if (ImageOrder.IsHex(order.Output))
            throw ImageOptionFaults.Contradiction.Exception("what has to be signed is written as it is, not as Intel HEX", "name an output that does not end with .hex");
        using var input = ImageInput.Open(disk, order.Input, watch);
        using var output = disk.BeginReplace(order.Output);
        byte[] digest = ImageWriter.WriteRegionToSign(recipe, input.Payload, digestOnly ? Stream.Null : output.Content);
        if (digestOnly)
            output.Content.Write(digest);
        output.Commit();
        return digest;
    }

    private static uint Base(ImageInput input, ImageRecipe recipe, ImageOrder order)
    {
        if (order.HexAddress is { } given)
            return given;
        return input.Hex is { } hex
            ? HexImage.BaseAddress(hex, recipe).OrThrow(order.Input)
            : throw ImageOptionFaults.Contradiction.Exception("an Intel HEX output needs an address, and a binary input has none", "give the address with -x");
    }
}
