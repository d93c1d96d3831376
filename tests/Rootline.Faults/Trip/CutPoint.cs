using Rootline.Core.Power;
using Rootline.TestSupport.Factory;

namespace Rootline.Faults.Trip;

/// <summary>Whose power goes, and where.</summary>
internal sealed record CutPoint(Victim Victim, Cut Cut)
{
    private static readonly Survival[] Fates = [Survival.Lost, Survival.Kept, Survival.Alternating];

    /// <summary>Arms the cut, counted from the victim's present operation.</summary>
    public void Arm(FactoryFloor floor)
    {
        var domain = Domain(floor);
        domain.Arm(Cut with { Index = domain.Count + Cut.Index });
    }

    /// <summary>Whether the cut came.</summary>
    public bool Came(FactoryFloor floor) => !Domain(floor).IsOn;

    /// <summary>All cuts of an operation: before it with every fate of what was not synced, each torn outcome, after it.</summary>
    public static IEnumerable<CutPoint> AllOf(Victim victim, Operation operation)
    {
        var fates = victim == Victim.Chip ? [Survival.Lost] : Fates;
        foreach (var fate in fates)
        {
            yield return new(victim, new(operation.Index, CutMoment.Before, 0, fate));
            for (int torn = 0; torn < operation.TornOutcomes; torn++)
                yield return new(victim, new(operation.Index, CutMoment.Torn, torn, fate));
            yield return new(victim, new(operation.Index, CutMoment.After, 0, fate));
        }
    }

    /// <summary>One cut of each kind, for pairs: "after" is the next operation's "before".</summary>
    public static IEnumerable<CutPoint> EachKindOf(Victim victim, Operation operation)
    {
        yield return new(victim, new(operation.Index, CutMoment.Before, 0, Survival.Lost));
        if (victim != Victim.Chip)
            yield return new(victim, new(operation.Index, CutMoment.Before, 0, Survival.Kept));
        for (int torn = 0; torn < operation.TornOutcomes; torn++)
            yield return new(victim, new(operation.Index, CutMoment.Torn, torn, Survival.Alternating));
    }

    /// <summary>The victim's power domain.</summary>
    public PowerDomain Domain(FactoryFloor floor) => Victim switch
    {
        Victim.Station => floor.Station,
        Victim.Card => floor.Card,
        _ => floor.Chip,
    };
}

/// <summary>A party that loses its power.</summary>
internal enum Victim
{
    /// <summary>The station.</summary>
    Station,

    /// <summary>The card.</summary>
    Card,

    /// <summary>The chip.</summary>
    Chip,
}
