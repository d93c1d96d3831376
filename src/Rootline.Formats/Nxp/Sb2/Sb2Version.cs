using Rootline.Core.Bytes;

namespace Rootline.Formats.Nxp.Sb2;

/// <summary>
/// A version of three numbers of up to 4 decimal digits. On the wire each is a BCD u16 big-endian followed by two zero
/// bytes, 12 bytes in all.
/// </summary>
/// <param name="Major">0 to 9999.</param>
/// <param name="Minor">0 to 9999.</param>
/// <param name="Fix">0 to 9999.</param>
public sealed record Sb2Version(int Major, int Minor, int Fix)
{
    /// <summary>The largest number that 4 decimal digits hold.</summary>
    public const int MaxNumber = 9999;

    internal const int Length = 12;

    /// <summary>True when each number fits 4 decimal digits.</summary>
    public bool Fits => Major is >= 0 and <= MaxNumber && Minor is >= 0 and <= MaxNumber && Fix is >= 0 and <= MaxNumber;

    internal static Sb2Version? Read(ref SpanReader reader)
    {
        int major = ReadNumber(ref reader);
        int minor = ReadNumber(ref reader);
        int fix = ReadNumber(ref reader);
        return major < 0 || minor < 0 || fix < 0 ? null : new(major, minor, fix);
    }

    internal void Write(ref SpanWriter writer)
    {
        WriteNumber(ref writer, Major);
        WriteNumber(ref writer, Minor);
        WriteNumber(ref writer, Fix);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Major}.{Minor}.{Fix}";

    private static int ReadNumber(ref SpanReader reader)
    {
        int bcd = reader.U16Be();
        bool zero = reader.U16Le() == 0;
        int value = 0;
        for (int shift = 12; shift >= 0; shift -= 4)
        {
            int digit = (bcd >> shift) & 15;
            if (digit > 9)
                return -1;
            value = (value * 10) + digit;
        }

        return zero ? value : -1;
    }

    private static void WriteNumber(ref SpanWriter writer, int value)
    {
        int bcd = 0;
        for (int shift = 0; shift < 16; shift += 4, value /= 10)
            bcd |= value % 10 << shift;
        writer.U16Be((ushort)bcd);
        writer.U16Le(0);
    }
}
