namespace Rootline.Ledger.Station;

/// <summary>Which state may follow which: the one table.</summary>
public static class RunTransitions
{
    private static readonly Dictionary<RunState, RunState[]> Table = new()
    {
        [RunState.Started] = [RunState.Proved, RunState.Abandoned],
        // Proved to Spent: the card counted a unit, and its answer is lost for ever.
        [RunState.Proved] = [RunState.Answered, RunState.Spent, RunState.Abandoned],
        [RunState.Answered] = [RunState.Delivering, RunState.Spent],
        // Delivering to itself: the chip refused, and said why.
        [RunState.Delivering] = [RunState.Delivering, RunState.Delivered, RunState.Spent],
        [RunState.Delivered] = [RunState.Done, RunState.Spent],
        [RunState.Done] = [],
        [RunState.Spent] = [],
        [RunState.Abandoned] = [],
    };

    private static readonly Dictionary<RunState, RunState[]> WithoutCard = new()
    {
        // Started to Spent: what was meant for the device is given up before any of it went out.
        [RunState.Started] = [RunState.Delivering, RunState.Spent, RunState.Abandoned],
        // Delivering to itself: the chip was cut, and is given the same again.
        [RunState.Delivering] = [RunState.Delivering, RunState.Delivered, RunState.Spent],
        [RunState.Delivered] = [RunState.Done, RunState.Spent],
    };

    /// <summary>Whether a run may go from one state to another.</summary>
    /// <param name="from">The state it is in.</param>
    /// <param name="to">The state it would have.</param>
    /// <param name="withCard">Whether the run's scheme has a card.</param>
    public static bool Allow(RunState from, RunState to, bool withCard = true) =>
        withCard ? Table[from].Contains(to) : WithoutCard.TryGetValue(from, out var next) && next.Contains(to);

    /// <summary>Whether nothing more happens to a run in this state.</summary>
    /// <param name="state">The state.</param>
    public static bool IsFinal(RunState state) => Table[state].Length == 0;
}
