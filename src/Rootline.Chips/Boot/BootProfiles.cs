using System.Globalization;
using Rootline.Chips.Lpc55;

namespace Rootline.Chips.Boot;

/// <summary>The profiles of chips that boot securely.</summary>
public static class BootProfiles
{
    private const int KiB = 1024;
    private const int MiB = KiB * KiB;

    // Behind the three pages of the provisioning session, where no host reaches: one-time memory and its backup.
    private const int OtpAfterSession = 3 * ChipProfile.PageLength;
    private const int OtpLength = 2 * ChipProfile.PageLength;

    /// <summary>TF-M on mps2-an521: the addresses of its public build (tfm-provisioning section 14.1).</summary>
    public static BootProfile An521 { get; } = new()
    {
        Name = "mps2-an521",
        What = "Arm MPS2+ AN521, the board that QEMU emulates: program unit 1, sectors of 4 KiB",
        Flash = new(4 * MiB, 1, 4 * KiB, 0xFF, 0),
        Bank = 4 * MiB,
        MaxAlign = 8,
        Source = "known",
        Layout = new()
        {
            BootCode = new(0, 512 * KiB),
            Images = [Pair(0x080000, 0x180000, 512 * KiB), Pair(0x100000, 0x200000, 512 * KiB)],
            Scratch = new(0x280000, 512 * KiB),
            Otp = new(0x309000, 4 * KiB),
            Options = new(0x30B000, 4 * KiB),
        },
    };

    /// <summary>
    /// The same board as a TF-M device of its own, with the firmware of <see cref="Chips.Tfm.Firmware.TfmChip"/>; behind what the
    /// public build uses it has fuses, the slots of two more images and two for the image of its boot loader.
    /// </summary>
    public static BootProfile Tfm { get; } = An521 with
    {
        Name = "tfm-an521",
        What = "TF-M on mps2-an521: boot loader, secure and non-secure image, provisioning by a debugger",
        Layout = An521.Layout with
        {
            Images = [.. An521.Layout.Images, Pair(0x320000, 0x340000, 128 * KiB), Pair(0x360000, 0x380000, 128 * KiB)],
            Fuses = new(0x30C000, 16 * KiB),
            LoaderImages = [new(0x3A0000, 64 * KiB), new(0x3B0000, 64 * KiB)],
        },
    };

    /// <summary>
    /// A TF-M device whose one-time memory and life cycle stand in a CryptoCell-312, as on Musca-B1. Addresses are those of mps2-an521.
    /// </summary>
    public static BootProfile TfmCc312 { get; } = Tfm with
    {
        Name = "tfm-cc312",
        What = "TF-M with a CryptoCell-312: one-time memory in fuses, a life cycle that comes with the next power-on",
        FuseLength = Chips.Tfm.Cc312Fuses.StoreLength,
        Source = "virtual",
    };

    /// <summary>STM32U585: two banks of 1 MiB, program unit 16 with ECC; primary slots in the first bank, secondary in the second.</summary>
    public static BootProfile Stm32U5 { get; } = new()
    {
        Name = "stm32u585",
        What = "STM32U585: program unit 16 with ECC, sectors of 8 KiB, two banks",
        Flash = new(2 * MiB, 16, 8 * KiB, 0xFF, 16),
        Bank = MiB,
        MaxAlign = 16,
        Source = "virtual",
        Layout = new()
        {
            BootCode = new(0, 128 * KiB),
            Otp = new(0x20000, 8 * KiB),
            Options = new(0x24000, 8 * KiB),
            Images = [Pair(0x28000, 0x128000, 384 * KiB), Pair(0x88000, 0x188000, 448 * KiB)],
            Scratch = new(0x100000, 64 * KiB),
        },
    };

    /// <summary>All profiles: those of the LPC55 and MCXN chips, then the others.</summary>
    public static IReadOnlyList<BootProfile> All { get; } = [.. ChipProfiles.All.Select(Of), An521, Tfm, TfmCc312, Stm32U5];

    /// <summary>The profiles that are chips of their own, without a vendor's trust provisioning.</summary>
    public static IReadOnlyList<BootProfile> Boards { get; } = [An521, Tfm, TfmCc312, Stm32U5];

    /// <summary>Whether a board is a TF-M device with <see cref="Chips.Tfm.Firmware.TfmChip"/>'s firmware.</summary>
    /// <param name="profile">The board.</param>
    public static bool IsTfm(BootProfile profile) => profile.Name == Tfm.Name || profile.Name == TfmCc312.Name;

    /// <summary>The board of a name.</summary>
    /// <param name="name">The profile's name.</param>
    /// <exception cref="Core.Faults.FaultException"><see cref="ChipFaults.NoSuchProfile"/>.</exception>
    public static BootProfile Board(string name) => Boards.FirstOrDefault(p => p.Name == name)
        ?? throw ChipFaults.NoSuchProfile.Exception($"there is no profile {name}", $"name one of {string.Join(", ", Boards.Select(p => p.Name))}");

    /// <summary>The profile of an LPC55 or MCXN chip.</summary>
    /// <param name="chip">The chip's memory map.</param>
    public static BootProfile Of(ChipProfile chip)
    {
        bool isLarge = chip.Application.Length > 256 * KiB;
        return new()
        {
            Name = chip.Family.Names[0],
            What = $"{chip.Family.Names[0].ToUpperInvariant()}: pages of {ChipProfile.PageLength} bytes with ECC",
            Flash = chip.Flash,
            Bank = chip.Flash.Size,
            MaxAlign = 8,
            Source = "virtual",
            Layout = new()
            {
                BootCode = new(0, 32 * KiB),
                Images = isLarge
                    ? [Pair(0x08000, 0x48000, 160 * KiB), Pair(0x30000, 0x70000, 64 * KiB)]
                    : [Pair(0x08000, 0x18000, 64 * KiB), Pair(0x28000, 0x2C000, 16 * KiB)],
                Scratch = isLarge ? new(0x80000, 32 * KiB) : new(0x34000, 32 * KiB),
                Otp = new(chip.Session + OtpAfterSession, OtpLength),
            },
        };
    }

    /// <summary>The profiles as a Markdown table; docs/boot.md holds it.</summary>
    public static string ToMarkdown() =>
        "| profile | flash | program unit, sector, ECC word | boot code | image 0 | image 1 | scratch | one-time memory | option words | addresses |\n"
        + "|---|---|---|---|---|---|---|---|---|---|\n"
        + string.Concat(All.Select(Row));

    private static string Row(BootProfile profile)
    {
        var layout = profile.Layout;
        var flash = profile.Flash;
        string[] cells =
        [
            profile.Name,
            profile.Bank == flash.Size ? Hex(flash.Size) : $"{flash.Size / profile.Bank} x {Hex(profile.Bank)}",
            string.Create(CultureInfo.InvariantCulture, $"{flash.ProgramUnit}, {flash.SectorSize}, {flash.EccWord}"),
            Text(layout.BootCode),
            Text(layout.Images[0]),
            Text(layout.Images[1]),
            layout.Scratch is { } scratch ? Text(scratch) : "none",
            profile.FuseLength > 0 ? $"{Hex(profile.FuseLength)} of fuses" : $"{Text(layout.Otp)}, {Text(layout.OtpBackup)}",
            layout.Options is { } options ? Text(options) : "protected pages",
            profile.Source,
        ];
        return $"| {string.Join(" | ", cells)} |\n";
    }

    private static SlotPair Pair(int primary, int secondary, int length) => new(new(primary, length), new(secondary, length));

    private static string Text(SlotPair pair) => $"{Text(pair.Primary)}, {Text(pair.Secondary)}";

    private static string Text(FlashRange range) => $"{Hex(range.Start)}+{Hex(range.Length)}";

    private static string Hex(int number) => number.ToString("X", CultureInfo.InvariantCulture);
}
