using Rootline.Chips.Boot;
using Rootline.Core.Media;
using Rootline.Core.Power;
using Rootline.Formats.Mcuboot.Virtual;

namespace Rootline.TestSupport.Boot;

/// <summary>A board with a store in memory, and twins of it at any moment.</summary>
public sealed class BootBench
{
    private const int Sector = 4096;

    private readonly MemoryStore _store;

    private BootBench(BootProfile profile, MemoryStore store, Cut? cut)
    {
        (Profile, _store) = (profile, store);
        Power = new PowerDomain("chip") { Records = true };
        if (cut is not null)
            Power.Arm(cut);
        Chip = BootChip.Board(profile, store, Power);
    }

    /// <summary>The board.</summary>
    public BootProfile Profile { get; }

    /// <summary>The chip, powered.</summary>
    public BootChip Chip { get; }

    /// <summary>Its power.</summary>
    public PowerDomain Power { get; }

    /// <summary>A board of a profile.</summary>
    public static BootBench Of(BootProfile profile) => new(profile, new MemoryStore(profile.StoreLength), null);

    /// <summary>A board of a profile with boot code, closed.</summary>
    public static BootBench Of(BootProfile profile, BootCode code)
    {
        var bench = Of(profile);
        bench.Chip.PutBootCode(code);
        bench.Chip.Options!.CloseForEver();
        return bench;
    }

    /// <summary>A small board of two images with slots of a size; a few hundred kilobytes in all.</summary>
    public static BootProfile Small(int slot, byte erased = 0xFF)
    {
        const int First = 0x10000;
        return new()
        {
            Name = "small",
            What = "for tests",
            Flash = new(First + (4 * slot), 8, Sector, erased, 0),
            Bank = First + (4 * slot),
            MaxAlign = 8,
            Source = "virtual",
            Layout = new()
            {
                BootCode = new(0, 0x8000),
                Otp = new(0x8000, Sector),
                Options = new(0xA000, Sector),
                Images = [new(new(First, slot), new(First + slot, slot)), new(new(First + (2 * slot), slot), new(First + (3 * slot), slot))],
            },
        };
    }

    /// <summary>Another chip with the same flash, which loses power at the cut.</summary>
    public BootBench Twin(Cut? cut = null) => new(Profile, _store.Snapshot(), cut);

    /// <summary>The bytes of a part of the flash.</summary>
    public byte[] Read(FlashRange range)
    {
        var bytes = new byte[range.Length];
        Chip.Machine.Region(range).TryRead(0, bytes);
        return bytes;
    }
}
