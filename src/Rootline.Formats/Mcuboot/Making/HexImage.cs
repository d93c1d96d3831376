using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Formats.Files;

namespace Rootline.Formats.Mcuboot.Making;

/// <summary>Images as Intel HEX: the image, then only those bytes of the trailer that are set.</summary>
public static class HexImage
{
    /// <summary>An input in Intel HEX as payload.</summary>
    /// <param name="file">The file.</param>
    public static ImagePayload Payload(IntelHexFile file) => ImagePayload.Of(file.Length, () => file.OpenBytes());

    /// <summary>Where the image begins whose input is Intel HEX: added room for the header lies below the input's lowest address.</summary>
    /// <param name="file">The input.</param>
    /// <param name="recipe">What the image is made of.</param>
    public static Parsed<uint> BaseAddress(IntelHexFile file, ImageRecipe recipe)
    {
        // An input at address 0 stays there, as the signing tool has it: its builds are linked behind the header all the same.
        if (!recipe.PadHeader || file.BaseAddress == 0)
            return file.BaseAddress;
        return file.BaseAddress >= recipe.HeaderSize
            ? file.BaseAddress - (uint)recipe.HeaderSize
            : IntelHexFaults.Address.Fault($"there is no room for a header of {recipe.HeaderSize} bytes below the address 0x{file.BaseAddress:x}");
    }

    /// <summary>Makes an image.</summary>
    /// <param name="recipe">What it is made of.</param>
    /// <param name="payload">The input.</param>
    /// <param name="output">Where the text goes.</param>
    /// <param name="baseAddress">Address of the image.</param>
    /// <param name="entropy">Where content key and ephemeral key come from.</param>
    /// <exception cref="FaultException">The image cannot be made, does not fit the slot, or goes past the addresses of 32 bits.</exception>
    public static SignedImage Write(ImageRecipe recipe, ImagePayload payload, Stream output, uint baseAddress, EntropySource entropy)
    {
        using var writer = new IntelHexWriter(output, baseAddress);
        var image = ImageWriter.WriteUnpadded(recipe, payload, writer, entropy);
        if (recipe.Slot is { Padding: not SlotPadding.None })
        {
            foreach (var (offset, bytes) in image.Trailer!.Fields)
            {
                if (baseAddress + offset > uint.MaxValue)
                    throw IntelHexFaults.Address.Exception("the slot goes past the last address of 32 bits");
                writer.MoveTo((uint)(baseAddress + offset));
                writer.Write(bytes);
            }
        }

        writer.Finish();
        return image;
    }
}
