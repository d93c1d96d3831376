using System.Buffers.Binary;
using Rootline.Core.Media;
using Rootline.Core.Power;

namespace Rootline.Chips.Nordic;

/// <summary>
/// User information words: erased to ones, bits move from 1 to 0 word by word, and only ERASEALL brings ones back. Torn outcomes of a
/// word: a subset of the bits that were to move (low byte, low half, high half, every second bit); of an erase: the first half, the
/// second half, or every second bit. A store keeps bytes exclusive-or FF, so that a new store of zeros is an erased memory.
/// </summary>
/// <param name="name">The medium's name in traces.</param>
/// <param name="store">The content.</param>
/// <param name="power">The domain it belongs to.</param>
public sealed class OneWayWords(string name, IByteStore store, PowerDomain power)
{
    private const int Word = sizeof(uint);
    private readonly List<uint> _rewritten = [];

    /// <summary>Length in bytes.</summary>
    public int Length => (int)store.Length;

    /// <summary>Offsets of words whose written halves were written before: what a careful program never does to a one-time word.</summary>
    public IReadOnlyList<uint> Rewritten => _rewritten;

    private static ReadOnlySpan<uint> TornMasks => [0x000000FF, 0x0000FFFF, 0xFFFF0000, 0x55555555];

    /// <summary>Reads a word.</summary>
    /// <param name="offset">A multiple of 4.</param>
    public uint Read(uint offset)
    {
        Span<byte> bytes = stackalloc byte[Word];
        Read(offset, bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    /// <summary>Reads bytes.</summary>
    /// <param name="offset">Offset in bytes.</param>
    /// <param name="destination">Filled completely.</param>
    public void Read(uint offset, Span<byte> destination)
    {
        power.Demand();
        store.Read(offset, destination);
        foreach (ref byte b in destination)
            b ^= 0xFF;
    }

    /// <summary>Writes a word: ones of the value change nothing, zeros stay for ever. A word that changes nothing is no operation.</summary>
    /// <param name="offset">A multiple of 4.</param>
    /// <param name="value">The word.</param>
    public void BurnWord(uint offset, uint value)
    {
        if (offset % Word != 0)
            throw new ArgumentException("not the first byte of a word");
        uint old = Read(offset);
        uint bits = old & ~value;
        if (IsHalfWrittenBefore(old, value, 0) || IsHalfWrittenBefore(old, value, 16))
            _rewritten.Add(offset);
        if (bits == 0)
            return;
        int torn = power.Begin(name, OperationKind.Program, TornMasks.Length);
        Store(offset, old & ~(torn < 0 ? bits : bits & TornMasks[torn]));
        power.End();
    }

    /// <summary>Erases everything.</summary>
    public void EraseAll()
    {
        int torn = power.Begin(name, OperationKind.Erase, 3);
        int half = Length / 2;
        for (uint offset = 0; offset < Length; offset += Word)
        {
            uint old = Read(offset);
            if (old == uint.MaxValue)
                continue;
            Store(offset, torn switch
            {
                0 when offset >= half => old,
                1 when offset < half => old,
                2 => old | 0x55555555,
                _ => uint.MaxValue,
            });
        }

        power.End();
    }

    private static bool IsHalfWrittenBefore(uint old, uint value, int shift) =>
        (ushort)(value >> shift) != 0xFFFF && (ushort)(old >> shift) != 0xFFFF;

    private void Store(uint offset, uint value)
    {
        Span<byte> bytes = stackalloc byte[Word];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, ~value);
        store.Write(offset, bytes);
    }
}
