using System.Buffers.Binary;
using Rootline.Core.Media;
using Rootline.Core.Power;
using Rootline.Formats.Tfm;

namespace Rootline.Chips.Tfm;

/// <summary>
/// The fuses of CryptoCell-312: words of 32 bits whose bits only go from 0 to 1. A power cut in a pulse leaves some of the new bits: the
/// even ones or the odd ones stand for all. Source: tfm-provisioning section 7.
/// </summary>
/// <param name="store">The words.</param>
/// <param name="power">The domain that they belong to.</param>
public sealed class Cc312Fuses(IByteStore store, PowerDomain power)
{
    private const uint Even = 0x5555_5555;
    private const int Word = sizeof(uint);

    /// <summary>Bytes that a store needs: 2^8 words, the least that holds the layout.</summary>
    public const int StoreLength = 1024;

    /// <summary>Whether the memory is large enough for the layout.</summary>
    public bool IsLargeEnough => store.Length >= Cc312Layout.Length;

    /// <summary>Reads bytes.</summary>
    /// <param name="offset">Any offset.</param>
    /// <param name="destination">Filled completely.</param>
    public void Read(int offset, Span<byte> destination)
    {
        power.Demand();
        store.Read(offset, destination);
    }

    /// <summary>Sets the bits of a value, word by word; bits that are set stay.</summary>
    /// <param name="offset">Any offset.</param>
    /// <param name="value">The bytes.</param>
    public void BurnForEver(int offset, ReadOnlySpan<byte> value)
    {
        int first = offset / Word * Word;
        int end = (offset + value.Length + Word - 1) / Word * Word;
        var wanted = new byte[end - first];
        value.CopyTo(wanted.AsSpan(offset - first));
        for (int at = 0; at < wanted.Length; at += Word)
            Pulse(first + at, BinaryPrimitives.ReadUInt32LittleEndian(wanted.AsSpan(at)));
    }

    private void Pulse(int offset, uint bits)
    {
        Span<byte> word = stackalloc byte[Word];
        Read(offset, word);
        uint old = BinaryPrimitives.ReadUInt32LittleEndian(word);
        uint fresh = bits & ~old;
        if (fresh == 0)
            return;
        int torn = power.Begin("fuses", OperationKind.Program, 2);
        BinaryPrimitives.WriteUInt32LittleEndian(word, old | (torn switch { 0 => fresh & Even, 1 => fresh & ~Even, _ => fresh }));
        store.Write(offset, word);
        power.End();
    }
}
