using Rootline.Core.Bytes;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Sb2;

/// <summary>
/// The 16 bytes that every command begins with: checksum u8 = (5A + sum of the other bytes) mod 256, tag u8, flags u16,
/// address, count and data u32, little-endian.
/// </summary>
internal readonly record struct Sb2CommandHeader(Sb2CommandTag Tag, ushort Flags, uint Address, uint Count, uint Data)
{
    public const int Length = 16;

    private const byte ChecksumSeed = 0x5A;

    /// <summary>The memory that the flags name: device id in bits 15:8, group id in bits 7:4.</summary>
    public Sb2Memory Memory => new((byte)(Flags >> 8), (byte)((Flags >> 4) & 0xF));

    /// <summary>Flag bits 3:0, which mean something else for each command.</summary>
    public int Options => Flags & 0xF;

    public static ushort FlagsOf(Sb2Memory memory, int options = 0) =>
        (ushort)((memory.Device << 8) | ((memory.Group & 0xF) << 4) | options);

    public static Parsed<Sb2CommandHeader> Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] != Checksum(bytes[1..Length]))
            return Sb2Faults.CommandChecksum.Because("a command's checksum is wrong");
        var r = new SpanReader(bytes[1..]);
        return new Sb2CommandHeader((Sb2CommandTag)r.U8(), r.U16Le(), r.U32Le(), r.U32Le(), r.U32Le());
    }

    public void Write(Span<byte> bytes)
    {
        var w = new SpanWriter(bytes);
        w.U8(0);
        w.U8((byte)Tag);
        w.U16Le(Flags);
        w.U32Le(Address);
        w.U32Le(Count);
        w.U32Le(Data);
        bytes[0] = Checksum(bytes[1..Length]);
    }

    private static byte Checksum(ReadOnlySpan<byte> rest)
    {
        int sum = ChecksumSeed;
        foreach (byte b in rest)
            sum += b;
        return (byte)sum;
    }
}
