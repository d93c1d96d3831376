using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Mboot.Properties;

namespace Rootline.Chips.Lpc55.Rom;

/// <summary>
/// The properties that ROM and firmware answer. Source: nxp-mboot section 4; values that a real ROM would give and the source
/// does not are this product's ("virtual" profile).
/// </summary>
/// <param name="core">The chip.</param>
/// <param name="settings">What the host set.</param>
/// <param name="commands">The commands that the running program knows.</param>
internal sealed class RomProperties(ChipCore core, RomSettings settings, IReadOnlyList<CommandTag> commands)
{
    /// <summary>Longest data frame in bytes.</summary>
    public const int MaxPacketSize = 512;

    private const uint LoaderVersion = ('K' << 24) | (3 << 16);
    private const uint TargetVersion = ('T' << 24) | (1 << 16);

    /// <summary>The words of a property, or null when it is not known or the index is out of range.</summary>
    /// <param name="property">Which.</param>
    /// <param name="index">Region.</param>
    public uint[]? Of(PropertyTag property, uint index) => property switch
    {
        PropertyTag.CurrentVersion => [LoaderVersion],
        PropertyTag.AvailablePeripherals => [(uint)Peripherals.Uart],
        PropertyTag.FlashStart when index == 0 => [core.Profile.Application.Start],
        PropertyTag.FlashSize when index == 0 => [core.Profile.Application.Length],
        PropertyTag.FlashSectorSize when index == 0 => [(uint)core.Profile.Flash.SectorSize],
        PropertyTag.FlashBlockCount when index == 0 => [1],
        PropertyTag.AvailableCommands => [AvailableCommands.Of(commands).Mask],
        PropertyTag.CrcCheckStatus => [MbootStatus.ApplicationCrcInactive],
        PropertyTag.LastError => [settings.LastError],
        PropertyTag.VerifyWrites => [settings.VerifyWrites],
        PropertyTag.MaxPacketSize => [MaxPacketSize],
        PropertyTag.ReservedRegions => ReservedRegions.ToWords([Protected()]),
        PropertyTag.ValidateRegions => [1],
        PropertyTag.RamStart when index < core.Profile.Ram.Count => [core.Profile.Ram[(int)index].Start],
        PropertyTag.RamSize when index < core.Profile.Ram.Count => [core.Profile.Ram[(int)index].Length],
        PropertyTag.SecurityState => [core.Pfr.IsProvisioned ? SecurityState.Locked : SecurityState.Open],
        PropertyTag.UniqueDeviceIdent => UniqueDeviceIdent.ToWords(core.Birth.Die.Identity.Uuid.Span),
        PropertyTag.TargetVersion => [TargetVersion],
        PropertyTag.ReliableUpdateStatus => [MbootStatus.ReliableUpdateInactive],
        PropertyTag.PfrKeyStoreUpdateOption => [(uint)KeyStoreUpdateOption.KeyProvisioning],
        PropertyTag.FlashPageSize => [(uint)core.Profile.Flash.ProgramUnit],
        _ => null,
    };

    // Behind the flash for images; what of it a host may write after all are two pages, by their own rules.
    private AddressRange Protected()
    {
        var application = core.Profile.Application;
        uint end = application.Start + application.Length;
        return new(end, (uint)core.Profile.Flash.Size - end);
    }
}
