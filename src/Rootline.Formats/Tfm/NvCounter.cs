using System.Numerics;
using System.Runtime.InteropServices;

namespace Rootline.Formats.Tfm;

/// <summary>
/// A counter in one-time bits: its value is how many bits are set; they are set from bit 0 of byte 0 upwards. Source:
/// tfm-provisioning section 3.3.
/// </summary>
public static class NvCounter
{
    /// <summary>The value.</summary>
    /// <param name="bits">The bytes; a multiple of 8.</param>
    public static uint Read(ReadOnlySpan<byte> bits)
    {
        uint value = 0;
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(bits))
            value += (uint)BitOperations.PopCount(word);
        return value;
    }

    /// <summary>The bytes of a value; null when it is more than there are bits.</summary>
    /// <param name="value">The value.</param>
    /// <param name="length">How many bytes.</param>
    public static byte[]? Write(uint value, int length)
    {
        if (value > (uint)length * 8)
            return null;
        var bits = new byte[length];
        bits.AsSpan(0, (int)value / 8).Fill(0xFF);
        if (value % 8 != 0)
            bits[value / 8] = (byte)((1 << ((int)value % 8)) - 1);
        return bits;
    }
}
