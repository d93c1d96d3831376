using Rootline.Core.Bytes;
using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Chips.Lpc55;

/// <summary>
/// One-time words: each is burned once and reads 0 before. Two pages hold them in turn, so that a power cut leaves the old
/// ones; the readable page with the higher generation is valid. Places and form are of the "virtual" profile.
/// </summary>
/// <param name="flash">The chip's flash.</param>
/// <param name="address">The first of the two pages.</param>
public sealed class OneTimeStore(ChipFlash flash, int address)
{
    /// <summary>How many words there are.</summary>
    public const int Words = 64;

    private const int Pages = 2;

    private static ReadOnlySpan<byte> Magic => "RLONCE01"u8;

    /// <summary>Reads words; null when there are no such words.</summary>
    /// <param name="index">The first word.</param>
    /// <param name="count">How many, at least 1.</param>
    public uint[]? Read(uint index, int count) =>
        count >= 1 && index + (long)count <= Words ? Valid().Values[(int)index..((int)index + count)] : null;

    /// <summary>Whether words could be burned.</summary>
    /// <param name="index">The first word.</param>
    /// <param name="count">How many.</param>
    /// <returns>0, <see cref="MbootStatus.OneTimeAddress"/>, or <see cref="MbootStatus.OneTimeLocked"/>.</returns>
    public uint Check(uint index, uint count)
    {
        if (count == 0 || index + (long)count > Words)
            return MbootStatus.OneTimeAddress;
        ulong mask = Mask((int)index, (int)count);
        return (Valid().Burned & mask) == 0 ? MbootStatus.Success : MbootStatus.OneTimeLocked;
    }

    /// <summary>Burns words, all of them or none.</summary>
    /// <param name="index">The first word.</param>
    /// <param name="words">The words.</param>
    /// <returns>0, or the status of the refusal.</returns>
    public uint Burn(uint index, ReadOnlySpan<uint> words)
    {
        if (Check(index, (uint)words.Length) is not MbootStatus.Success and var refused)
            return refused;
        var valid = Valid();
        var values = valid.Values.ToArray();
        words.CopyTo(values.AsSpan((int)index));
        var page = new byte[ChipProfile.PageLength];
        var writer = new SpanWriter(page);
        writer.Bytes(Magic);
        writer.U32Le(valid.Generation + 1);
        writer.U64Le(valid.Burned | Mask((int)index, words.Length));
        foreach (uint value in values)
            writer.U32Le(value);
        flash.Rewrite(PageAt(1 - valid.Page), page);
        return MbootStatus.Success;
    }

    private static ulong Mask(int index, int count) => (count == Words ? ulong.MaxValue : (1UL << count) - 1) << index;

    private int PageAt(int page) => address + (page * ChipProfile.PageLength);

    private Content Valid()
    {
        var best = new Content(1, 0, 0, new uint[Words]);
        for (int page = 0; page < Pages; page++)
        {
            if (ReadPage(page) is { } content && content.Generation > best.Generation)
                best = content;
        }

        return best;
    }

    private Content? ReadPage(int page)
    {
        if (flash.Read(PageAt(page), ChipProfile.PageLength) is not { } bytes || !bytes.AsSpan().StartsWith(Magic))
            return null;
        var reader = new SpanReader(bytes);
        reader.Bytes(Magic.Length);
        uint generation = reader.U32Le();
        ulong burned = reader.U64Le();
        var values = new uint[Words];
        for (int i = 0; i < Words; i++)
            values[i] = reader.U32Le();
        return new(page, generation, burned, values);
    }

    private sealed record Content(int Page, uint Generation, ulong Burned, uint[] Values);
}
