using System.Buffers.Binary;
using Rootline.Chips.Boot;
using Rootline.Core.Bytes;
using Rootline.Core.Faults;
using Rootline.Formats.Tfm;

namespace Rootline.Chips.Tfm;

/// <summary>
/// The region struct of one-time memory in flash and its backup, as TF-M keeps them: each write erases the sectors of
/// the first copy, fills them from the backup, programs the swap count last (before 1.7: the mark of a whole copy), and then makes the
/// backup anew. A power cut leaves the old content or the new one. Source: tfm-provisioning section 3.2. Differences to TF-M: where both
/// copies are broken and show traces of use the memory is refused, not formatted again; a word that cannot be read counts as broken; a
/// swap count of one byte that went round is known for newer than the one before; before 1.7 a backup that differs is made anew.
/// </summary>
public sealed class FlashOtpArea
{
    private const int LongestBlock = 128;
    private const int Word = 4;
    private static readonly byte[] One = [1, 0, 0, 0];
    private readonly FlashRegion _primary;
    private readonly FlashRegion _backup;
    private readonly SwapCountForm _form;

    /// <summary>Opens the memory; <see cref="Recover"/> comes before everything else.</summary>
    /// <param name="primary">The first copy: whole sectors.</param>
    /// <param name="backup">The second, of the same length.</param>
    /// <param name="layout">What lies where.</param>
    /// <param name="form">How much of the swap count is programmed; a mark is programmed whole.</param>
    /// <exception cref="FaultException"><see cref="ChipFaults.OneTimeMemory"/>: the layout does not fit.</exception>
    public FlashOtpArea(FlashRegion primary, FlashRegion backup, OtpLayout layout, SwapCountForm form = SwapCountForm.Whole)
    {
        if (Alignment.Up(layout.Length, primary.Geometry.ProgramUnit) > primary.Length)
            throw ChipFaults.OneTimeMemory.Exception($"one-time memory of {layout.Length} bytes does not fit into {primary.Length}", "take shorter keys: their hashes instead of raw points");
        (_primary, _backup, Layout, _form) = (primary, backup, layout, CopyMarks.HasCount(layout) ? form : SwapCountForm.Whole);
    }

    /// <summary>What lies where.</summary>
    public OtpLayout Layout { get; }

    /// <summary>Whether the first copy is whole. A platform that may not write demands this of memory that it starts with.</summary>
    public bool IsWhole => WholeCopy(_primary) is not null;

    /// <summary>Makes both copies alike after a power cut, and formats memory that was never used.</summary>
    /// <exception cref="FaultException"><see cref="ChipFaults.OneTimeMemory"/>: both copies are broken.</exception>
    public void Recover()
    {
        byte[]? first = WholeCopy(_primary);
        byte[]? second = WholeCopy(_backup);
        if (first is null && second is null)
            Format();
        else if (first is null)
            Copy(_backup, _primary);
        else if (second is null || CopyMarks.IsBehind(second, first, Layout))
            Copy(_primary, _backup);
    }

    /// <summary>Reads from the first copy.</summary>
    /// <param name="offset">Offset in the struct.</param>
    /// <param name="destination">Filled completely when the result is true; else zeros.</param>
    /// <returns>False when a word cannot be read.</returns>
    public bool TryRead(int offset, Span<byte> destination) => _primary.TryRead(offset, destination);

    /// <summary>The struct as the second copy has it.</summary>
    /// <exception cref="FaultException"><see cref="ChipFaults.OneTimeMemory"/>: a word cannot be read.</exception>
    public byte[] ReadBackup() => Struct(_backup);

    /// <summary>Writes bytes of the struct; all others stay as they are. The rule of bits is the caller's.</summary>
    /// <param name="offset">Offset in the struct.</param>
    /// <param name="value">The bytes.</param>
    /// <exception cref="FaultException"><see cref="ChipFaults.OneTimeMemory"/>: the backup cannot be read.</exception>
    public void RewriteForEver(int offset, ReadOnlySpan<byte> value)
    {
        int sector = _primary.Geometry.SectorSize;
        byte[] content = Struct(_backup);
        value.CopyTo(content.AsSpan(offset));
        CopyMarks.Advance(content, Layout);

        int start = offset / sector * sector;
        int end = Alignment.Up(offset + value.Length, sector);
        int lastSector = Layout.SwapCount / sector * sector;
        bool isApart = end <= lastSector;
        if (isApart)
            _primary.Erase(lastSector, sector); // first of all, so that the copy is not whole any more
        _primary.Erase(start, end - start);
        Program(content, start, Math.Min(end, LastUnit));
        if (isApart)
            Program(content, lastSector, LastUnit);
        ProgramSwapCount(content);
        Copy(_primary, _backup);
    }

    private int LastUnit => Layout.SwapCount / _primary.Geometry.ProgramUnit * _primary.Geometry.ProgramUnit;

    private int BlockLength => _primary.Geometry.ProgramUnit > LongestBlock
        ? _primary.Geometry.ProgramUnit
        : LongestBlock / _primary.Geometry.ProgramUnit * _primary.Geometry.ProgramUnit;

    // Null for a copy that is not whole: not formatted, torn, or with a word that cannot be read.
    private byte[]? WholeCopy(FlashRegion region)
    {
        var content = new byte[Layout.Length];
        return region.TryRead(0, content) && CopyMarks.IsWhole(content, Layout) ? content : null;
    }

    private byte[] Struct(FlashRegion region)
    {
        var content = new byte[Layout.Length];
        return region.TryRead(0, content) ? content : throw ChipFaults.OneTimeMemory.Exception("a copy of one-time memory cannot be read");
    }

    private void Program(ReadOnlySpan<byte> content, int start, int end)
    {
        if (start < end)
            _primary.Program(start, content[start..end], BlockLength);
    }

    private void ProgramSwapCount(ReadOnlySpan<byte> content)
    {
        int end = _form == SwapCountForm.Whole ? Layout.Length : Math.Min(Layout.Length, LastUnit + _primary.Geometry.ProgramUnit);
        _primary.Program(LastUnit, content[LastUnit..end], BlockLength);
    }

    private void Copy(FlashRegion from, FlashRegion to)
    {
        byte[] content = Whole(from);
        to.Erase(0, to.Length);
        to.Program(0, content, BlockLength);
    }

    // What lies behind the struct is copied too. A word there that cannot be read, torn by a power cut, is left out.
    private byte[] Whole(FlashRegion region)
    {
        var content = new byte[region.Length];
        content.AsSpan().Fill(region.Geometry.ErasedValue);
        Struct(region).CopyTo(content, 0);
        for (int at = Layout.Length; at < region.Length; at += BlockLength)
        {
            var block = new byte[Math.Min(BlockLength, region.Length - at)];
            if (region.TryRead(at, block))
                block.CopyTo(content, at);
        }

        return content;
    }

    private void Format()
    {
        if (!OtpTraces.AreNone(_primary, Layout) && !OtpTraces.AreNone(_backup, Layout))
            throw ChipFaults.OneTimeMemory.Exception("both copies of one-time memory are broken", "the chip cannot be saved: its keys and counters are lost");
        if (OtpTraces.Count(_primary, Layout) * OtpTraces.Count(_backup, Layout) != 0)
            throw ChipFaults.OneTimeMemory.Exception("one-time memory was in use and is broken");
        _primary.Erase(0, _primary.Length);
        _primary.Program(0, new byte[_primary.Length], BlockLength);
        Copy(_primary, _backup);
        Span<byte> word = stackalloc byte[Word];
        BinaryPrimitives.WriteUInt32LittleEndian(word, OtpLayout.InitMagic);
        RewriteForEver(0, word);
        // Formatting counts twice in TF-M: the second write sets the count itself.
        if (CopyMarks.HasCount(Layout))
            RewriteForEver(Layout.SwapCount, One);
    }
}
