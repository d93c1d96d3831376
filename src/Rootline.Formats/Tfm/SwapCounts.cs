namespace Rootline.Formats.Tfm;

/// <summary>The count that a copy of one-time memory ends with. Source: tfm-provisioning section 3.2.</summary>
public static class SwapCounts
{
    /// <summary>The highest count: 1 follows.</summary>
    public const uint Last = uint.MaxValue - 1;

    /// <summary>Whether a copy with this count is whole; erased and zero words are no count.</summary>
    /// <param name="count">The word.</param>
    public static bool IsCount(uint count) => count is not (0 or uint.MaxValue);

    /// <summary>The count that follows.</summary>
    /// <param name="count">The word.</param>
    public static uint Next(uint count) => count + 1 is var next && next == uint.MaxValue ? 1 : next;

    /// <summary>
    /// Whether a copy is older than the other. Counts that went round are known: also one that was torn then, or that has one byte
    /// (1.7.0), by that byte. TF-M knows it of whole counts alone.
    /// </summary>
    /// <param name="count">The copy's count.</param>
    /// <param name="other">The other's.</param>
    public static bool IsOlder(uint count, uint other) => count < other || (count == Last && (byte)other == 1);
}
