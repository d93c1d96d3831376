namespace Rootline.Ledger.Station;

/// <summary>One attempt at one chip, as the journal holds it.</summary>
public sealed record Run
{
    /// <summary>The run's number in its ledger, from 1.</summary>
    public required long Id { get; init; }

    /// <summary>The provisioning scheme.</summary>
    public required string Scheme { get; init; }

    /// <summary>The device's name in lower-case hexadecimal digits: see <see cref="Formats.Records.ProvisioningScheme"/>.</summary>
    public required string Chip { get; init; }

    /// <summary>What is durable.</summary>
    public required RunState State { get; init; }

    /// <summary>The card's id; empty where there is no card.</summary>
    public required string CardId { get; init; }

    /// <summary>The card's challenge container, or null before it is durable.</summary>
    public byte[]? Challenge { get; init; }

    /// <summary>The chip's response container, or null before it is durable.</summary>
    public byte[]? Response { get; init; }

    /// <summary>The card's answer container (wrapped data), or null before it is durable.</summary>
    public byte[]? Answer { get; init; }

    /// <summary>The row of the NXP log that the answer belongs to, or null.</summary>
    public long? NxpRow { get; init; }

    /// <summary>
    /// The chip's own code of its last refusal of the answer, which it will repeat, for example <c>80023</c>; null when it
    /// refused nothing.
    /// </summary>
    public string? Refusal { get; init; }

    /// <summary>The counter of a unit that was counted for this run and whose record never arrived; null where there is none.</summary>
    public uint? LostUnit { get; init; }

    /// <summary>When the run began, UTC, whole milliseconds.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When its state last changed, UTC, whole milliseconds.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>Why it ended without success, or null.</summary>
    public string? Note { get; init; }
}
