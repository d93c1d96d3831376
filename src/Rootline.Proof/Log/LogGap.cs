using Rootline.Formats.Nxp.Log;

namespace Rootline.Proof.Log;

/// <summary>Counters that are missing in a card's log, and the records on both sides.</summary>
/// <param name="CardId">The card's id, or null when nobody says.</param>
/// <param name="First">The first missing counter.</param>
/// <param name="Last">The last missing counter.</param>
/// <param name="Before">The hash of the record before, 32 bytes; zeros at the beginning.</param>
/// <param name="After">The hash of the record after, 32 bytes; null at the end.</param>
public sealed record LogGap(string? CardId, uint First, uint Last, byte[] Before, byte[]? After)
{
    /// <summary>How many units are missing.</summary>
    public long Units => Last - First + 1L;

    /// <summary>Whether a waiver speaks of exactly this gap.</summary>
    /// <param name="waiver">The waiver.</param>
    public bool IsThatOf(LogWaiver waiver) =>
        waiver.CardId == CardId
        && waiver.First == First
        && waiver.Last == Last
        && waiver.Before.AsSpan().SequenceEqual(Before)
        && Same(waiver.After, After);

    private static bool Same(byte[]? one, byte[]? other) =>
        one is null ? other is null : other is not null && one.AsSpan().SequenceEqual(other);
}
