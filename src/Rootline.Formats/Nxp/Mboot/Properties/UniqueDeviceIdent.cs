using System.Buffers.Binary;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot.Properties;

/// <summary>The value of property 12: the chip's unique number, 16 bytes as 4 little-endian words.</summary>
public static class UniqueDeviceIdent
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 16;

    /// <summary>Reads the number.</summary>
    /// <param name="words">The words of the property.</param>
    /// <returns>16 bytes, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<byte[]> Parse(ReadOnlySpan<uint> words)
    {
        if (words.Length != Length / 4)
            return MbootFaults.PacketMalformed.Fault($"a unique identity of {words.Length} words is none");
        var bytes = new byte[Length];
        for (int i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 * i), words[i]);
        return bytes;
    }

    /// <summary>The words of a number.</summary>
    /// <param name="bytes">16 bytes.</param>
    public static uint[] ToWords(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Length);
        var words = new uint[Length / 4];
        for (int i = 0; i < words.Length; i++)
            words[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(4 * i)..]);
        return words;
    }
}
