using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot.Properties;

/// <summary>The value of property 19: 6 words, of which the first says by its bits which of the others mean anything.</summary>
/// <param name="Start">First address; null when not told (bit 0).</param>
/// <param name="KiloBytes">Size in units of 1,024 bytes; null when not told (bit 1).</param>
/// <param name="PageSize">Unit of programming in bytes; null when not told (bit 2).</param>
/// <param name="SectorSize">Unit of erasing in bytes; null when not told (bit 3).</param>
/// <param name="BlockSize">Larger unit of erasing in bytes; null when not told (bit 4).</param>
public sealed record ExternalMemoryAttributes(uint? Start, uint? KiloBytes, uint? PageSize, uint? SectorSize, uint? BlockSize)
{
    private const int Fields = 5;
    private const uint AllFlags = (1 << Fields) - 1;

    /// <summary>Reads the words.</summary>
    /// <param name="words">The words of the property.</param>
    /// <returns>The attributes, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<ExternalMemoryAttributes> Parse(ReadOnlySpan<uint> words)
    {
        if (words.Length != 1 + Fields || words[0] > AllFlags)
            return MbootFaults.PacketMalformed.Fault($"{words.Length} words are no attributes of an external memory");
        var told = new uint?[Fields];
        for (int i = 0; i < Fields; i++)
            told[i] = (words[0] & (1u << i)) != 0 ? words[1 + i] : null;
        return new ExternalMemoryAttributes(told[0], told[1], told[2], told[3], told[4]);
    }

    /// <summary>The words, with 0 for what is not told.</summary>
    public uint[] ToWords()
    {
        uint?[] told = [Start, KiloBytes, PageSize, SectorSize, BlockSize];
        uint flags = 0;
        for (int i = 0; i < Fields; i++)
            flags |= told[i] is null ? 0 : 1u << i;
        return [flags, .. told.Select(t => t ?? 0)];
    }
}
