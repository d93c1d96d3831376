using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Trust;

/// <summary>
/// Which OEM keys a target is to generate: one byte, in the challenge's extra field and in card item 1001. Version 0: count
/// shifted left by 2. Version 1: bits 3:0 count, bit 4 CA key, bit 5 RTF key.
/// </summary>
/// <param name="Version">0 or 1; a family's property.</param>
/// <param name="Count">Regular keys, 0 to 4.</param>
/// <param name="Ca">Whether there is a CA key (version 1 only).</param>
/// <param name="Rtf">Whether there is an RTF key (version 1 only).</param>
public sealed record OemKeyFlags(int Version, int Count, bool Ca = false, bool Rtf = false)
{
    private const int CaBit = 0x10;
    private const int RtfBit = 0x20;

    /// <summary>The byte.</summary>
    public byte Value => Version == 0 ? (byte)(Count << 2) : (byte)(Count | (Ca ? CaBit : 0) | (Rtf ? RtfBit : 0));

    /// <summary>The ids in the order in which a response lists them.</summary>
    public IReadOnlyList<byte> KeyIds =>
        [.. Enumerable.Range(0, Count).Select(i => (byte)i), .. Ca ? [OemKeyId.Ca] : Array.Empty<byte>(), .. Rtf ? [OemKeyId.Rtf] : Array.Empty<byte>()];

    /// <summary>Reads the byte.</summary>
    /// <param name="value">The byte.</param>
    /// <param name="version">0 or 1.</param>
    public static Parsed<OemKeyFlags> Parse(ushort value, int version)
    {
        var flags = version == 0
            ? new OemKeyFlags(0, value >> 2)
            : new OemKeyFlags(1, value & 0x0F, (value & CaBit) != 0, (value & RtfBit) != 0);
        if (version is not (0 or 1) || flags.Count > OemKeyId.MaxRegular || flags.Value != value)
            return TrustFaults.Flags.Fault($"OEM key flags {value:X2} are not defined in version {version}");
        return flags;
    }
}
