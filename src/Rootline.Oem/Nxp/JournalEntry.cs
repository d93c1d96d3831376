namespace Rootline.Oem.Nxp;

/// <summary>A step in the life of a card at the OEM's desk.</summary>
public enum JournalStep : byte
{
    /// <summary>Loading began: until the next step the card is half loaded.</summary>
    Started = 1,

    /// <summary>Everything was written and read back.</summary>
    Loaded = 2,

    /// <summary>The seal is about to be set.</summary>
    SealIntended = 3,

    /// <summary>The card said that it is sealed.</summary>
    Sealed = 4,
}

/// <summary>One line of a card's journal.</summary>
/// <param name="Step">What was done, or is about to be.</param>
/// <param name="Time">When, UTC, to the millisecond.</param>
/// <param name="Plan">SHA-256 of the plan's items, 32 bytes.</param>
public sealed record JournalEntry(JournalStep Step, DateTimeOffset Time, ReadOnlyMemory<byte> Plan);
