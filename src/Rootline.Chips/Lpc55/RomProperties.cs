using System.Buffers.Binary;
using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Chips.Lpc55;

/// <summary>
/// The properties that ROM and firmware answer. Source: nxp-mboot section 4; values that a real ROM would give and the source
/// does not are this product's ("virtual" profile).
/// </summary>
/// <param name="core">The chip.</param>
/// <param name="commands">The commands that the running program knows.</param>
public sealed class RomProperties(ChipCore core, IReadOnlyList<CommandTag> commands)
{
    /// <summary>Longest data frame in bytes.</summary>
    public const int MaxPacketSize = 512;

    private const uint LoaderVersion = ('K' << 24) | (3 << 16);
    private const uint TargetVersion = ('T' << 24) | (1 << 16);
    private const uint Uart = 0x01;
    private const uint Open = 0x5AA55AA5;
    private const uint Locked = 0xC33CC33C;

    /// <summary>The words of a property, or null when it is not known or the index is out of range.</summary>
    /// <param name="property">Which.</param>
    /// <param name="index">Region.</param>
    public uint[]? Of(PropertyTag property, uint index) => property switch
    {
        PropertyTag.CurrentVersion => [LoaderVersion],
        PropertyTag.AvailablePeripherals => [Uart],
        PropertyTag.FlashStart when index == 0 => [core.Profile.Application.Start],
        PropertyTag.FlashSize when index == 0 => [core.Profile.Application.Length],
        PropertyTag.FlashSectorSize when index == 0 => [(uint)core.Profile.Flash.SectorSize],
        PropertyTag.FlashBlockCount when index == 0 => [1],
        PropertyTag.AvailableCommands => [Mask()],
        PropertyTag.VerifyWrites => [1],
        PropertyTag.MaxPacketSize => [MaxPacketSize],
        PropertyTag.RamStart when index < core.Profile.Ram.Count => [core.Profile.Ram[(int)index].Start],
        PropertyTag.RamSize when index < core.Profile.Ram.Count => [core.Profile.Ram[(int)index].Length],
        PropertyTag.SecurityState => [core.Pfr.IsProvisioned ? Locked : Open],
        PropertyTag.UniqueDeviceIdent => Uuid(),
        PropertyTag.TargetVersion => [TargetVersion],
        PropertyTag.FlashPageSize => [(uint)core.Profile.Flash.ProgramUnit],
        _ => null,
    };

    // Bit = command tag - 1; tags above 32 have no bit.
    private uint Mask() => commands.Where(c => (int)c is >= 1 and <= 32).Aggregate(0u, (mask, c) => mask | (1u << ((int)c - 1)));

    private uint[] Uuid()
    {
        var words = new uint[4];
        for (int i = 0; i < words.Length; i++)
            words[i] = BinaryPrimitives.ReadUInt32LittleEndian(core.Birth.Die.Identity.Uuid.Span[(4 * i)..]);
        return words;
    }
}
