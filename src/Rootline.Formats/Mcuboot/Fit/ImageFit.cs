using Rootline.Core.Faults;

namespace Rootline.Formats.Mcuboot.Fit;

/// <summary>The largest image (header to end of the TLVs) that a loader takes in a slot, and how it is computed.</summary>
/// <param name="Largest">Bytes.</param>
/// <param name="Steps">The computation, line by line.</param>
public sealed record ImageFit(long Largest, IReadOnlyList<FitStep> Steps)
{
    /// <summary>Computes the largest image.</summary>
    /// <param name="layout">The slots.</param>
    /// <returns>The fit, or <see cref="FitFaults"/>.</returns>
    public static Parsed<ImageFit> Of(SlotLayout layout)
    {
        if (SlotCheck.Of(layout) is { } fault)
            return fault;
        List<FitStep> steps = [];
        long largest = layout.Mode switch
        {
            UpgradeMode.Scratch => Scratch(layout, steps),
            UpgradeMode.Move => Moved(layout, steps, "primary", layout.Primary, "secondary", layout.Secondary),
            UpgradeMode.Offset => Moved(layout, steps, "secondary", layout.Secondary, "primary", layout.Primary),
            UpgradeMode.OneSlot => Single(layout, steps),
            _ => Whole(layout, steps),
        };
        steps.Add(new("largest image, header to end of the TLVs", largest));
        return largest > 0 ? new ImageFit(largest, steps) : FitFaults.NoRoom.Fault($"the trailer needs {-largest} bytes more than the slot has left");
    }

    // The trailer is written into the scratch area while the first sector that it reaches into is exchanged: it must have room there.
    private static long Scratch(SlotLayout layout, List<FitStep> steps)
    {
        long trailer = Trailer(layout, steps);
        long start = layout.Primary.Size - trailer;
        if (start < 0)
            return start;
        long end = Math.Max(layout.Primary.EndOfSectorAt(start), layout.Secondary.EndOfSectorAt(start));
        long padding = Math.Max(0, TrailerSize.OfScratch(layout) - (end - start));
        steps.Add(new("slot", layout.Primary.Size));
        steps.Add(new("trailer of the scratch area", TrailerSize.OfScratch(layout)));
        steps.Add(new("part of the trailer in its first sector", end - start));
        steps.Add(new("kept free before the trailer: what the scratch area's trailer needs beyond that part", padding));
        return start - padding;
    }

    private static long Moved(SlotLayout layout, List<FitStep> steps, string spareName, SlotShape spare, string otherName, SlotShape other)
    {
        long sector = layout.Primary.Sectors[0];
        long trailer = TrailerSize.Up(Trailer(layout, steps), sector);
        steps.Add(new("trailer in whole sectors", trailer));
        steps.Add(new("one sector to move through", sector));
        steps.Add(new($"{spareName} slot less trailer and that sector", spare.Size - trailer - sector));
        steps.Add(new($"{otherName} slot less trailer", other.Size - trailer));
        return Math.Min(spare.Size - trailer - sector, other.Size - trailer);
    }

    private static long Single(SlotLayout layout, List<FitStep> steps)
    {
        long trailer = Trailer(layout, steps);
        steps.Add(new("slot", layout.Primary.Size));
        return layout.Primary.Size - trailer;
    }

    private static long Whole(SlotLayout layout, List<FitStep> steps)
    {
        long slot = Math.Min(layout.Primary.Size, layout.Secondary.Size);
        long above = TrailerSize.MagicBlock(layout) + (3L * layout.MaxAlign);
        steps.Add(new("smaller slot", slot));
        steps.Add(new("swap info, copy done, image ok", 3L * layout.MaxAlign));
        steps.Add(new("magic", TrailerSize.MagicBlock(layout)));
        return slot - above;
    }

    private static long Trailer(SlotLayout layout, List<FitStep> steps)
    {
        steps.Add(new($"status: {layout.MaxSectors} sectors, a word of {layout.WriteSize} for each state", TrailerSize.Status(layout)));
        steps.Add(new("content keys of both slots", TrailerSize.Keys(layout)));
        steps.Add(new($"fields of {layout.MaxAlign} each", TrailerSize.Fields(layout)));
        steps.Add(new("magic", TrailerSize.MagicBlock(layout)));
        steps.Add(new("trailer", TrailerSize.Whole(layout)));
        return TrailerSize.Whole(layout);
    }
}
