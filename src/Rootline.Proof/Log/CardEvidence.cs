using Rootline.Formats.Nxp.Log;

namespace Rootline.Proof.Log;

/// <summary>Everything that is handed in about one card: its logs, and what is known of it from elsewhere.</summary>
/// <param name="CardId">The card's id, or null when no log names it.</param>
/// <param name="Logs">Its logs in the order of their records.</param>
public sealed record CardEvidence(string? CardId, IReadOnlyList<LogSource> Logs)
{
    /// <summary>Where its first log begins, or null for the card's first record in row 1.</summary>
    public LogBeginning? BeginsAt { get; init; }

    /// <summary>The card's counter, or null when it is not known.</summary>
    public uint? ExpectCounter { get; init; }

    /// <summary>The card's quota, or null when it is not known.</summary>
    public uint? Quota { get; init; }

    /// <summary>What the station says about the units, or null when it says nothing.</summary>
    public StationWord? Station { get; init; }

    /// <summary>The card as it is named in texts.</summary>
    public string Label => CardId is null ? "the card that no log names" : $"card {CardId}";

    /// <summary>Sorts logs by card, and each card's logs by the counter of their first record.</summary>
    /// <param name="logs">The logs in any order.</param>
    public static IReadOnlyList<CardEvidence> Arrange(IEnumerable<LogSource> logs) =>
        [.. logs.GroupBy(l => l.CardId).Select(g => new CardEvidence(g.Key, g.Count() == 1 ? [.. g] : [.. g.OrderBy(FirstCounter)]))];

    // A log that is empty, or whose first counter cannot be read, comes first: its faults are named in any place.
    private static uint FirstCounter(LogSource log) => log.Rows.FirstOrDefault()?.CounterValue ?? 0;
}
