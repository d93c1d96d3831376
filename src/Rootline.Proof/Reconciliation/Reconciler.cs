using System.Globalization;
using Rootline.Ledger.Station;

namespace Rootline.Proof.Reconciliation;

/// <summary>Puts card, log, journal and chips side by side and accounts for every unit. It believes each of them; where they cannot all be right it says so.</summary>
public sealed class Reconciler
{
    private readonly Evidence _evidence;
    private readonly Dictionary<long, Run> _byRow;
    private readonly Dictionary<uint, Run> _lost;
    private readonly ILookup<string, ChipSight> _chips;
    private readonly List<UnitAccount> _units = [];
    private readonly List<string> _contradictions = [];

    private Reconciler(Evidence evidence)
    {
        _evidence = evidence;
        _byRow = First(Runs.Where(r => r.NxpRow is not null), r => r.NxpRow!.Value, "row");
        _lost = First(Runs.Where(r => r.LostUnit is not null), r => r.LostUnit!.Value, "unit");
        _chips = evidence.Chips.ToLookup(c => c.Chip);
    }

    private IReadOnlyList<Run> Runs => _evidence.Runs ?? [];

    /// <summary>Accounts for every unit.</summary>
    /// <param name="evidence">What is known.</param>
    public static Accounts Reconcile(Evidence evidence) => new Reconciler(evidence).Reconcile();

    private Accounts Reconcile()
    {
        uint last = _evidence.Rows.LastOrDefault(r => r.Counter is not null)?.Counter ?? (_evidence.FirstCounter - 1);
        var owner = OwnerOfNext(last);
        bool hasGap = _evidence.CardCounter is { } counter && counter > last && (owner is null || counter - last > 1);
        var next = new NextCommand(_evidence.Config, hasGap);
        Log(next);
        JudgeRuns();
        End(last, owner, next);
        return new(_units, Idle(owner, next), _contradictions, Notes(), _evidence.CardCounter is not null);
    }

    // The one run that the card may have counted the last unit for, where the card says that it counted one.
    private Run? OwnerOfNext(uint last) =>
        _evidence.CardCounter is { } counter && counter > last && !_lost.ContainsKey(counter) && Runs.Where(r => r.State == RunState.Proved).ToList() is [var only]
            ? only
            : null;

    private void Log(NextCommand next)
    {
        long expected = _evidence.FirstCounter;
        long? before = null;
        foreach (var row in _evidence.Rows)
        {
            if (row.Counter is not { } counter)
            {
                Contradict($"row {row.Row} of the log holds no counter");
                continue;
            }

            if (counter < expected)
            {
                Contradict($"row {row.Row} of the log has counter {counter}, which is not above the one before it");
                continue;
            }

            if (counter > expected)
                _units.AddRange(new MissingUnits(_lost).Gap(expected, counter - 1L, before is null ? $"before row {row.Row}" : $"between row {before} and row {row.Row}"));
            var account = RowAccount.Of(row, _byRow.GetValueOrDefault(row.Row), FoundOf(row.Chip), next);
            _units.Add(account);
            JudgeRow(row, account);
            (expected, before) = ((long)counter + 1, row.Row);
        }
    }

    private void JudgeRow(RecordedUnit row, UnitAccount account)
    {
        if (_byRow.TryGetValue(row.Row, out var run) && row.Chip is { } chip && run.Chip != chip)
            Contradict($"row {row.Row} of the log is of chip {chip}, run {run.Id} in the journal of chip {run.Chip}");
        if (account is { Fate: UnitFate.Done, Found: not (null or ChipCondition.Closed) })
            Contradict($"chip {account.Chip} is recorded as done with unit {account.First}, and is found {account.Found.ToString()!.ToLowerInvariant()}");
    }

    private void JudgeRuns()
    {
        var rows = _evidence.Rows.Select(r => r.Row).ToHashSet();
        foreach (var run in Runs)
        {
            if (run.NxpRow is { } row && !rows.Contains(row))
                Contradict($"run {run.Id} in the journal names row {row}, which the log does not hold");
            bool used = run.State is RunState.Answered or RunState.Delivering or RunState.Delivered or RunState.Done;
            bool unused = run.State is RunState.Started or RunState.Proved or RunState.Abandoned;
            if (run.LostUnit is { } lost)
                JudgeLost(run, lost);
            if ((used && run.NxpRow is null) || (unused && run.NxpRow is not null))
                Contradict($"run {run.Id} in the journal is {run.State.ToString().ToLowerInvariant()} and names {(used ? "no row" : "a row")} of the log");
        }
    }

    // A unit that was lost can be neither in the log nor still to come.
    private void JudgeLost(Run run, uint unit)
    {
        if (_evidence.Rows.FirstOrDefault(r => r.Counter == unit) is { } row)
            Contradict($"run {run.Id} in the journal lost unit {unit}, which row {row.Row} of the log holds");
        if (_evidence.CardCounter < unit)
            Contradict($"run {run.Id} in the journal lost unit {unit}, which the card has not counted");
    }

    private void End(uint last, Run? owner, NextCommand next)
    {
        if (_evidence.CardCounter is not { } counter)
            return;
        if (counter < last)
            Contradict($"the card counted {counter} units, the log holds unit {last}: the card is an older copy, or the log was changed");
        string place = _evidence.Rows.Count == 0 ? "the log is empty" : $"behind row {_evidence.Rows[^1].Row}";
        _units.AddRange(new MissingUnits(_lost).Gap(last + 1L, owner is null ? counter : counter - 1L, place));
        if (owner is not null)
        {
            _units.Add(new(counter, counter, UnitFate.Pending, $"{place}: the card counted it, and its answer did not reach the disk; a card that repeats gives it again for free")
            {
                Chip = owner.Chip,
                Run = owner.Id,
                Journal = owner.State,
                Found = FoundOf(owner.Chip),
                Next = next.Run,
            });
        }
    }

    private List<IdleRun> Idle(Run? owner, NextCommand next) =>
    [
        .. Runs.Where(r => r.State is RunState.Started or RunState.Proved && r.Id != owner?.Id)
            .Select(r => new IdleRun(r, r.State == RunState.Proved && _evidence.CardCounter is null, next.Run)),
    ];

    private List<string> Notes()
    {
        var known = Runs.Select(r => r.Chip).Concat(_evidence.Rows.Select(r => r.Chip)).ToHashSet();
        return
        [
            .. _evidence.Chips.Where(c => !known.Contains(c.Chip) && c.Condition is ChipCondition.Closed or ChipCondition.Interrupted)
                .Select(c => $"chip {c.Chip} in {c.Socket} is {c.Condition.ToString().ToLowerInvariant()}, and no unit here is its own"),
        ];
    }

    private ChipCondition? FoundOf(string? chip) => chip is not null && _chips[chip].FirstOrDefault() is { } sight ? sight.Condition : null;

    // A row or unit belongs to one run.
    private Dictionary<TKey, Run> First<TKey>(IEnumerable<Run> runs, Func<Run, TKey> keyOf, string noun)
        where TKey : notnull
    {
        var found = new Dictionary<TKey, Run>();
        foreach (var run in runs)
        {
            if (!found.TryAdd(keyOf(run), run))
                Contradict($"runs {found[keyOf(run)].Id} and {run.Id} in the journal name the same {noun}: {keyOf(run)}");
        }

        return found;
    }

    private void Contradict(FormattableString text) => _contradictions.Add(text.ToString(CultureInfo.InvariantCulture));
}
