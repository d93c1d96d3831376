using Rootline.Core.Faults;

namespace Rootline.Formats.Mcuboot.Fit;

/// <summary>Whether a loader can work with slots at all (boot_slots_compatible of each mode).</summary>
internal static class SlotCheck
{
    private const int MostSectors = 65_536;

    /// <summary>What is wrong with slots; null when nothing is.</summary>
    /// <param name="layout">The slots.</param>
    public static Fault? Of(SlotLayout layout)
    {
        if (layout.MaxAlign is not (8 or 16 or 32))
            return FitFaults.Layout.Fault($"a field of the trailer occupies 8, 16 or 32 bytes, not {layout.MaxAlign}");
        if (layout.WriteSize is not (1 or 2 or 4 or 8 or 16 or 32) || layout.WriteSize > layout.MaxAlign)
            return FitFaults.Layout.Fault($"a write size of {layout.WriteSize} does not go with fields of {layout.MaxAlign} bytes", "give a write size of 1, 2, 4, 8, 16 or 32 and a largest alignment that is not below it");
        if (layout.MaxSectors is < 1 or > MostSectors)
            return FitFaults.Layout.Fault($"a loader is built for 1 to {MostSectors} sectors, not {layout.MaxSectors}");
        return layout.Mode switch
        {
            UpgradeMode.Scratch => OfScratch(layout),
            UpgradeMode.Move => OfMove(layout, layout.Primary.Sectors.Count - layout.Secondary.Sectors.Count, "primary", "secondary"),
            UpgradeMode.Offset => OfMove(layout, layout.Secondary.Sectors.Count - layout.Primary.Sectors.Count, "secondary", "primary"),
            _ => null,
        };
    }

    private static Fault? OfScratch(SlotLayout layout)
    {
        if (TooMany(layout) is { } fault)
            return fault;
        if (layout.Primary.Size != layout.Secondary.Size)
            return FitFaults.Layout.Fault($"the slots have {layout.Primary.Size} and {layout.Secondary.Size} bytes; exchanged through a scratch area they must be equal");
        int secondary = 0;
        int primary = 0;
        while (primary < layout.Primary.Sectors.Count)
        {
            long ofPrimary = layout.Primary.Sectors[primary++];
            long ofSecondary = layout.Secondary.Sectors[secondary++];
            bool primaryGrew = false;
            bool secondaryGrew = false;
            while (ofPrimary != ofSecondary)
            {
                (primaryGrew, secondaryGrew) = (primaryGrew || ofPrimary < ofSecondary, secondaryGrew || ofPrimary > ofSecondary);
                if (primaryGrew && secondaryGrew)
                    return FitFaults.Layout.Fault("the sectors of one slot do not divide those of the other");
                if (ofPrimary < ofSecondary)
                    ofPrimary += layout.Primary.Sectors[primary++];
                else
                    ofSecondary += layout.Secondary.Sectors[secondary++];
            }

            if (ofPrimary > layout.ScratchSize)
                return FitFaults.Layout.Fault($"a sector of {ofPrimary} bytes does not fit into a scratch area of {layout.ScratchSize}");
        }

        return null;
    }

    private static Fault? OfMove(SlotLayout layout, int spare, string larger, string smaller)
    {
        if (TooMany(layout) is { } fault)
            return fault;
        if (layout.Primary.Sectors.Concat(layout.Secondary.Sectors).Distinct().Count() != 1)
            return FitFaults.Layout.Fault($"in mode {layout.Mode.NameOf()} all sectors of both slots must be equal");
        return spare is 0 or 1
            ? null
            : FitFaults.Layout.Fault($"in mode {layout.Mode.NameOf()} the {larger} slot must have as many sectors as the {smaller} one, or one more; it has {spare} more");
    }

    private static Fault? TooMany(SlotLayout layout) => Math.Max(layout.Primary.Sectors.Count, layout.Secondary.Sectors.Count) is var most && most > layout.MaxSectors
        ? FitFaults.Layout.Fault($"a slot has {most} sectors; the loader was built for {layout.MaxSectors}", "give the count that the loader was built with (--max-sectors), or slots of fewer sectors")
        : null;
}
