namespace Rootline.Formats.Mcuboot.Making;

/// <summary>The protected area of a recipe, in the order of MCUboot's signing tool.</summary>
internal static class ProtectedTlvs
{
    /// <summary>The area, or null when it would be empty.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="algorithm">The image's digest algorithm.</param>
    /// <param name="signerId">Key hash of the first signature, or empty.</param>
    /// <param name="decompression">What tells of the image before compression; none when it is not compressed.</param>
    public static TlvArea? Of(ImageRecipe recipe, ImageDigest algorithm, byte[] signerId, IReadOnlyList<TlvEntry> decompression)
    {
        var entries = new List<TlvEntry>();
        if (recipe.SecurityCounter is { } counter)
            entries.Add(new(TlvType.SecurityCounter, counter.ToBytes(recipe.Order)));
        if (recipe.BootRecordType is { } type)
            entries.Add(new(TlvType.BootRecord, BootRecord.Of(type, recipe.Version, signerId, algorithm).OrThrow().ToBytes()));
        entries.AddRange(recipe.Dependencies.Select(d => new TlvEntry(TlvType.Dependency, d.ToBytes(recipe.Order))));
        entries.AddRange(decompression);
        if (recipe.VendorId is { } vendor)
            entries.Add(new(TlvType.VendorId, vendor.Bytes.ToArray()));
        if (recipe.ClassId is { } @class)
            entries.Add(new(TlvType.ClassId, @class.Bytes.ToArray()));
        entries.AddRange(recipe.CustomTlvs);
        return entries.Count == 0 ? null : new(true, entries);
    }
}
