namespace Rootline.Formats.Mcuboot.Making;

/// <summary>The check that image and trailer fit into the slot.</summary>
internal static class SlotRoom
{
    /// <summary>The trailer, or null when no slot was given.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="length">Bytes of the image.</param>
    /// <param name="encryptionTlvLength">Length of the encryption TLV's value, or null.</param>
    /// <exception cref="Core.Faults.FaultException">They do not fit.</exception>
    public static ImageTrailer? Demand(ImageRecipe recipe, long length, int? encryptionTlvLength)
    {
        if (recipe.Slot is not { } slot)
            return null;
        var trailer = new ImageTrailer(slot, recipe.Order, recipe.ErasedValue, encryptionTlvLength, recipe.Encryption?.SaveTlv ?? false);
        return length + trailer.Size <= slot.Size
            ? trailer
            : throw ImageFaults.Size.Exception($"image size (0x{length:x}) + trailer (0x{trailer.Size:x}) exceeds requested size 0x{slot.Size:x}");
    }
}
