namespace Rootline.Proof.Reconciliation;

/// <summary>Every unit that a card counted, accounted for.</summary>
/// <param name="Units">The units by rising counter.</param>
/// <param name="Idle">Open runs without a known unit.</param>
/// <param name="Contradictions">Where log, journal, card and chips cannot all be right.</param>
/// <param name="Notes">What else should be known.</param>
/// <param name="EndChecked">Whether the end was compared with the card's counter.</param>
public sealed record Accounts(
    IReadOnlyList<UnitAccount> Units,
    IReadOnlyList<IdleRun> Idle,
    IReadOnlyList<string> Contradictions,
    IReadOnlyList<string> Notes,
    bool EndChecked)
{
    /// <summary>The gravest thing that was found.</summary>
    public AccountsVerdict Verdict => this switch
    {
        { Contradictions.Count: > 0 } => AccountsVerdict.Contradicted,
        _ when Count(UnitFate.Lost) > 0 => AccountsVerdict.Lost,
        _ when Count(UnitFate.Pending) > 0 || Idle.Any(r => r.MayHoldUnit) => AccountsVerdict.Pending,
        _ => AccountsVerdict.InOrder,
    };

    /// <summary>How many units have a fate.</summary>
    /// <param name="fate">The fate.</param>
    public long Count(UnitFate fate) => Units.Where(u => u.Fate == fate).Sum(u => u.Count);
}

/// <summary>What accounts come to.</summary>
public enum AccountsVerdict
{
    /// <summary>Every unit is done or recorded.</summary>
    InOrder,

    /// <summary>Nothing is lost, and something waits for a station.</summary>
    Pending,

    /// <summary>Units are lost.</summary>
    Lost,

    /// <summary>The sources contradict each other.</summary>
    Contradicted,
}
