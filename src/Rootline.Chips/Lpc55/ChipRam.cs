using Rootline.Formats.Nxp;

namespace Rootline.Chips.Lpc55;

/// <summary>The RAM regions of a chip, also under their secure alias.</summary>
/// <param name="regions">Where they lie.</param>
public sealed class ChipRam(IReadOnlyList<AddressRange> regions)
{
    private readonly byte[][] _content = [.. regions.Select(r => new byte[r.Length])];

    /// <summary>The bytes of a range, to read or to write; false when it does not lie in one region.</summary>
    /// <param name="address">First address.</param>
    /// <param name="length">Length in bytes.</param>
    /// <param name="bytes">The bytes themselves.</param>
    public bool TryGet(uint address, uint length, out Memory<byte> bytes)
    {
        for (int i = 0; i < regions.Count; i++)
        {
            foreach (uint plain in (uint[])[address, address & ~ChipProfile.SecureAlias])
            {
                if (regions[i].Contains(plain, length))
                {
                    bytes = _content[i].AsMemory((int)(plain - regions[i].Start), (int)length);
                    return true;
                }
            }
        }

        bytes = default;
        return false;
    }

    /// <summary>The bytes from an address to the end of its region; false when it lies in none.</summary>
    /// <param name="address">First address.</param>
    /// <param name="bytes">The bytes themselves.</param>
    public bool TryGetRest(uint address, out Memory<byte> bytes)
    {
        bytes = default;
        foreach (var region in regions)
        {
            foreach (uint plain in (uint[])[address, address & ~ChipProfile.SecureAlias])
            {
                if (region.Contains(plain, 1))
                    return TryGet(plain, region.Length - (plain - region.Start), out bytes);
            }
        }

        return false;
    }
}
