namespace Rootline.Formats.Nxp.Sb2;

/// <summary>Where the parts of one section lie in the file, in bytes from its beginning.</summary>
internal sealed record SectionPlace(int Offset, Sb2CommandHeader Header)
{
    public uint Id => Header.Address;

    public int MacCount => checked((int)Header.Data);

    public bool IsLast => (Header.Flags & Sb2Section.Last) != 0;

    public int CommandsOffset => MacOffset(MacCount);

    public int End => checked((int)LongEnd);

    /// <summary>The end before it is known to lie in the file.</summary>
    public long LongEnd => FirstMacOffset + ((long)Header.Data * Sb2Format.Mac) + ((long)Header.Count * Sb2Format.Block);

    /// <summary>The codes that the code after the image header covers: that of the section header, then those of the parts.</summary>
    public Range MacTable => (FirstMacOffset - Sb2Format.Mac)..CommandsOffset;

    private int FirstMacOffset => Offset + Sb2CommandHeader.Length + Sb2Format.Mac;

    public int MacOffset(int part) => FirstMacOffset + (part * Sb2Format.Mac);

    /// <summary>The encrypted commands of a part: equal parts, the last one takes the rest.</summary>
    public Range Part(int part)
    {
        int length = (int)(Header.Count / Header.Data) * Sb2Format.Block;
        int start = CommandsOffset + (part * length);
        return part == MacCount - 1 ? start..End : start..(start + length);
    }
}
