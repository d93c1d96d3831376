using System.Buffers.Binary;

namespace Rootline.Chips.Boot;

/// <summary>
/// Option words of the "virtual" profile: two u64 little-endian at the start of a sector of their own, each a protection
/// (<see cref="ProtectionWords"/>). They stand for what real chips keep in option bytes or fuses.
/// </summary>
/// <param name="region">The sector.</param>
public sealed class OptionWords(FlashRegion region) : IProtections
{
    private const int Length = 16;

    /// <inheritdoc/>
    public ProtectionWords Read()
    {
        Span<byte> words = stackalloc byte[Length];
        region.TryRead(0, words); // what cannot be read is zero, and open
        return new(BinaryPrimitives.ReadUInt64LittleEndian(words), BinaryPrimitives.ReadUInt64LittleEndian(words[8..]));
    }

    /// <summary>
    /// Protects the boot code and closes debug for ever. A power cut leaves the chip open; then this is done again.
    /// </summary>
    public void CloseForEver()
    {
        if (Read() == new ProtectionWords(ProtectionWords.Closed, ProtectionWords.Closed))
            return;
        Span<byte> words = stackalloc byte[Length];
        BinaryPrimitives.WriteUInt64LittleEndian(words, ProtectionWords.Closed);
        BinaryPrimitives.WriteUInt64LittleEndian(words[8..], ProtectionWords.Closed);
        region.Erase(0, region.Geometry.SectorSize);
        region.Program(0, words);
    }
}
