namespace Rootline.Chips.Boot;

/// <summary>A range of a flash.</summary>
/// <param name="Start">Offset in the flash.</param>
/// <param name="Length">Length in bytes.</param>
public readonly record struct FlashRange(int Start, int Length)
{
    /// <summary>The first byte after it.</summary>
    public int End => Start + Length;

    /// <summary>Whether it shares a byte with another.</summary>
    /// <param name="other">The other range.</param>
    public bool Overlaps(FlashRange other) => Start < other.End && other.Start < End;
}
