using Rootline.Ledger.Station;

namespace Rootline.Proof.Reconciliation;

/// <summary>Judges the unit of one row of the log by what its run and its chip say.</summary>
internal static class RowAccount
{
    public static UnitAccount Of(RecordedUnit row, Run? run, ChipCondition? found, NextCommand next)
    {
        uint unit = row.Counter!.Value;
        var (fate, reason) = run is null ? (UnitFate.Recorded, "no journal says whether the chip took it") : Judge(run, found);
        string? command = fate != UnitFate.Pending ? null : run!.Refusal is null ? next.Run : next.Settle(unit);
        return new(unit, unit, fate, reason)
        {
            Row = row.Row,
            Chip = row.Chip ?? run?.Chip,
            Run = run?.Id,
            Journal = run?.State,
            Found = found,
            Next = command,
        };
    }

    private static (UnitFate Fate, string Reason) Judge(Run run, ChipCondition? found) => run.State switch
    {
        RunState.Done => (UnitFate.Done, ""),
        RunState.Spent => (UnitFate.Lost, run.Note ?? "spent"),
        RunState.Answered when found == ChipCondition.Closed => (UnitFate.Pending, "another station closed the chip: the next run records the unit as spent"),
        RunState.Answered => (UnitFate.Pending, "nothing of the answer went to the chip"),
        RunState.Delivering when run.Refusal is { } refusal => (UnitFate.Pending, $"the chip refuses the answer for good with {refusal}"),
        RunState.Delivering when found == ChipCondition.Closed => (UnitFate.Pending, "the chip took the answer, and its word was lost"),
        RunState.Delivering => (UnitFate.Pending, "the answer may be with the chip"),
        RunState.Delivered when found is not (null or ChipCondition.Closed) => (UnitFate.Pending, "the chip said that it took the answer, and shows nothing of it: the next run records the unit as unconfirmed"),
        RunState.Delivered => (UnitFate.Pending, "the chip said that it took the answer, and was not asked again"),
        _ => (UnitFate.Recorded, "the run in the journal used no unit"),
    };
}
