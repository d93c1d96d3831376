using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot.Properties;

/// <summary>The value of property 0C: pairs of first and last address that a host must not write. A pair of zeros is no region.</summary>
public static class ReservedRegions
{
    /// <summary>Reads the pairs.</summary>
    /// <param name="words">The words of the property.</param>
    /// <returns>The regions without the empty ones, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<IReadOnlyList<AddressRange>> Parse(ReadOnlySpan<uint> words)
    {
        var regions = new List<AddressRange>();
        for (int i = 0; i + 1 < words.Length; i += 2)
        {
            var (start, end) = (words[i], words[i + 1]);
            if (start == 0 && end == 0)
                continue;
            if (end < start || end - start == uint.MaxValue)
                return MbootFaults.PacketMalformed.Fault($"a reserved region ends at {end:x8}, before its start at {start:x8}");
            regions.Add(new(start, end - start + 1));
        }

        return words.Length % 2 == 0 ? regions : MbootFaults.PacketMalformed.Fault($"{words.Length} words are no pairs of addresses");
    }

    /// <summary>The words of some regions; one pair of zeros for none, because a property has a value.</summary>
    /// <param name="regions">The regions, none empty.</param>
    public static uint[] ToWords(IReadOnlyList<AddressRange> regions) =>
        regions.Count == 0 ? [0, 0] : [.. regions.SelectMany(r => new[] { r.Start, r.Start + r.Length - 1 })];
}
