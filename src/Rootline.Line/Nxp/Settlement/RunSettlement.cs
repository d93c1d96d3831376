using Rootline.Formats.Records;
using Rootline.Ledger.Station;
using Rootline.Line.Settlement;

namespace Rootline.Line.Nxp.Settlement;

/// <summary>
/// Ends a run that no station can finish, by a person's word: neither card nor chip is asked. What the journal proves it does
/// not let a person deny.
/// </summary>
/// <param name="ledger">The station's ledger.</param>
/// <param name="clock">The station's clock.</param>
public sealed class RunSettlement(StationLedger ledger, TimeProvider clock)
{
    /// <summary>The chip's open run.</summary>
    /// <param name="chip">The chip's UUID, 32 lower-case hexadecimal digits.</param>
    public Run OfChip(string chip) =>
        ledger.OpenRuns().FirstOrDefault(r => r.Chip == chip)
        ?? throw SettleFaults.NothingOpen.Exception($"chip {chip} has no open run in {ledger.Path}");

    /// <summary>The open run that a unit was counted for.</summary>
    /// <param name="unit">The card's counter.</param>
    public Run OfUnit(uint unit) =>
        ledger.OpenRuns().FirstOrDefault(r => ledger.CounterOf(r) == unit)
        ?? throw SettleFaults.NothingOpen.Exception($"unit {unit} has no open run in {ledger.Path}");

    /// <summary>Demands that a run may be ended as ordered.</summary>
    /// <param name="run">The run, open.</param>
    /// <param name="order">The order.</param>
    public static void Demand(Run run, SettleOrder order)
    {
        order.Demand();
        if (!IsPossible(run.State, order.As))
            throw SettleFaults.Contradiction.Exception($"run {run.Id} of chip {run.Chip} is {StateOf(run)}: {WhatItMeans(run.State)}");
        bool isStuck = run.State == RunState.Started || (run.State == RunState.Delivering && run.Refusal is not null);
        if (!isStuck && !order.AlthoughItCouldBeFinished)
            throw SettleFaults.CouldBeFinished.Exception($"run {run.Id} of chip {run.Chip} is {StateOf(run)}: {WhatItMeans(run.State)}");
    }

    /// <summary>Irreversible: ends a run as ordered; nothing finishes it after that.</summary>
    /// <param name="run">The run, open.</param>
    /// <param name="order">The order.</param>
    /// <returns>The run at its end.</returns>
    public Run SettleForEver(Run run, SettleOrder order)
    {
        Demand(run, order);
        if (order.As == SettledAs.Unused)
            return ledger.Abandon(run, order.Note);
        var outcome = order.As == SettledAs.Spent ? DeviceOutcome.Spent : DeviceOutcome.Unconfirmed;
        var record = run.Answer is null ? LostUnit.RecordOf(run, ledger, clock) : SettledRecord.Of(run, outcome, ledger, clock);
        return ledger.Finish(run, record with { Operator = order.By }, order.Note);
    }

    // What was given to nobody cannot be in the chip, and what the chip said it took cannot have stayed outside.
    private static bool IsPossible(RunState state, SettledAs settled) => (state, settled) switch
    {
        (RunState.Started, SettledAs.Unused) => true,
        (RunState.Proved or RunState.Answered or RunState.Delivering, SettledAs.Spent) => true,
        (RunState.Delivering or RunState.Delivered, SettledAs.Unconfirmed) => true,
        _ => false,
    };

    private static string StateOf(Run run) => run.State.ToString().ToLowerInvariant();

    private static string WhatItMeans(RunState state) => state switch
    {
        RunState.Started => "no unit was used",
        RunState.Proved => "only the card knows whether it counted a unit",
        RunState.Answered => "a unit was used, and nothing of its answer went to the chip",
        RunState.Delivering => "a unit was used, and its answer may be with the chip",
        _ => "a unit was used, and the chip said that it took the answer",
    };
}
