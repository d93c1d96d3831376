using System.Buffers.Binary;

namespace Rootline.Formats.Tfm;

/// <summary>
/// The word that a copy of one-time memory ends with: from 1.7 on a count that each write raises (<see cref="SwapCounts"/>), before that a
/// fixed mark. Source: tfm-provisioning sections 3.1 and 3.2.
/// </summary>
public static class CopyMarks
{
    /// <summary>Whether bytes begin and end as a copy does that no power cut tore.</summary>
    /// <param name="copy">At least as long as the layout.</param>
    /// <param name="layout">What lies where.</param>
    public static bool IsWhole(ReadOnlySpan<byte> copy, OtpLayout layout)
    {
        uint last = Word(copy, layout.SwapCount);
        return Word(copy, 0) == OtpLayout.InitMagic && (HasCount(layout) ? SwapCounts.IsCount(last) : last == OtpLayout.ValidMark);
    }

    /// <summary>
    /// Whether a whole backup lacks the last write of a whole first copy. Without a count only the content tells: the first copy is written
    /// first, so a difference is a write that the backup has not seen.
    /// </summary>
    /// <param name="backup">The backup.</param>
    /// <param name="first">The first copy.</param>
    /// <param name="layout">What lies where.</param>
    public static bool IsBehind(ReadOnlySpan<byte> backup, ReadOnlySpan<byte> first, OtpLayout layout) => HasCount(layout)
        ? SwapCounts.IsOlder(Word(backup, layout.SwapCount), Word(first, layout.SwapCount))
        : !backup[..layout.Length].SequenceEqual(first[..layout.Length]);

    /// <summary>Puts the word of the next write into a copy.</summary>
    /// <param name="copy">The copy as the last write left it.</param>
    /// <param name="layout">What lies where.</param>
    public static void Advance(Span<byte> copy, OtpLayout layout) =>
        BinaryPrimitives.WriteUInt32LittleEndian(copy[layout.SwapCount..], HasCount(layout) ? SwapCounts.Next(Word(copy, layout.SwapCount)) : OtpLayout.ValidMark);

    /// <summary>Whether a layout has a count; a mark otherwise.</summary>
    /// <param name="layout">The layout.</param>
    public static bool HasCount(OtpLayout layout) => layout.Form.Release >= TfmRelease.Tfm17;

    private static uint Word(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);
}
