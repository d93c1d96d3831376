using Rootline.Core.Power;
using Rootline.Ledger.Log;
using Rootline.Ledger.Station;
using Rootline.Proof.Log;
using Rootline.TestSupport.Nxp;
using Rootline.TestSupport.Power;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Faults.Ledger;

public sealed class StationPowerCutTests(ITestOutputHelper output) : IDisposable
{
    private const string Path = "/station/log.db";
    private readonly LogSample _card = new();
    private List<string>? _whole;

    public void Dispose() => _card.Dispose();

    [Fact]
    public void After_a_cut_at_any_operation_the_ledger_is_as_before_or_after_the_commit_that_was_cut()
    {
        var trace = Trace();
        int cases = 0;
        foreach (var cut in Cuts(trace))
        {
            Judge(cut);
            cases++;
        }

        output.Tell($"{cases} cuts over {trace.Count} operations, 0 violations");
        Assert.True(trace.Count > 100, $"only {trace.Count} operations were seen");
        Assert.Contains(trace, o => o.Kind == OperationKind.Sync);
        Assert.Contains(trace, o => o.Kind == OperationKind.Directory);
    }

    [Fact]
    public void A_cut_while_a_cut_is_recovered_from_loses_nothing()
    {
        var trace = Trace();
        int cases = 0;
        // Every seventh operation reaches each kind of step of a commit in turn.
        for (int first = 0; first < trace.Count; first += 7)
        {
            for (int second = 0; second < 12; second++)
            {
                Judge(new(first, CutMoment.After, 0, Survival.Kept), new(second, CutMoment.Torn, 1, Survival.Alternating));
                cases++;
            }
        }

        output.Tell($"{cases} pairs of cuts, 0 violations");
        Assert.True(cases > 100);
    }

    private static IEnumerable<Cut> Cuts(IReadOnlyList<Operation> trace) =>
        from operation in trace
        from survival in Enum.GetValues<Survival>()
        from cut in Enumerable.Range(0, operation.TornOutcomes)
            .Select(outcome => new Cut(operation.Index, CutMoment.Torn, outcome, survival))
            .Append(new(operation.Index, CutMoment.Before, 0, survival))
            .Append(new(operation.Index, CutMoment.After, 0, survival))
        select cut;

    private List<Operation> Trace()
    {
        var disk = new SimulatedDisk(new("station") { Records = true });
        Assert.Null(Live(disk).Lost);
        return [.. disk.Domain.Trace];
    }

    private void Judge(Cut cut, Cut? whileRecovering = null)
    {
        var before = new SimulatedDisk(new("station"));
        before.Domain.Arm(cut);
        var life = Live(before);
        Assert.NotNull(life.Lost);
        var found = before.AfterPowerLoss(new("station"));
        if (whileRecovering is not null)
        {
            found.Domain.Arm(whileRecovering);
            Open(found);
            // Where recovery needed fewer operations than the cut's index, the power goes behind it.
            found.Domain.Off();
            found = found.AfterPowerLoss(new("station"));
        }

        string state = Open(found) ?? throw new InvalidOperationException("the power was not cut here");
        string[] allowed = [life.States[^1], NextState(life.States.Count)];
        Assert.True(allowed.Contains(state), $"{cut} with {whileRecovering}: found\n{state}\nnot\n{allowed[0]}\nnor\n{allowed[1]}");
        VerifyLog(found);
    }

    // The states of a life without a cut, in the order of its commits; a life that was cut follows the same ones.
    private string NextState(int index)
    {
        _whole ??= Live(new(new("station"))).States;
        return _whole[Math.Min(index, _whole.Count - 1)];
    }

    private (List<string> States, PowerLostException? Lost) Live(SimulatedDisk disk)
    {
        using var vfs = new PowerCutVfs(disk);
        List<string> states = [LedgerState.Nothing];
        try
        {
            new StationTrip(_card).Run(() => OpenLedger(vfs), ledger => states.Add(LedgerState.Of(ledger)));
            return (states, null);
        }
        catch (PowerLostException e)
        {
            return (states, e);
        }
    }

    private static string? Open(SimulatedDisk disk)
    {
        using var vfs = new PowerCutVfs(disk);
        try
        {
            using var ledger = OpenLedger(vfs);
            return LedgerState.Of(ledger);
        }
        catch (PowerLostException)
        {
            return null;
        }
    }

    private void VerifyLog(SimulatedDisk disk)
    {
        using var vfs = new PowerCutVfs(disk);
        using var log = LogReader.Open(Path, disk, vfs.Vfs);
        long rows = log.Rows().Count();
        var verdict = LogVerifier.Verify(log, new() { Key = _card.PublicKey, ExpectCounter = (uint)rows });
        Assert.True(verdict.Ok || rows == 0, string.Join('\n', verdict.Faults));
        Assert.Equal(rows, verdict.Verified);
    }

    private static StationLedger OpenLedger(PowerCutVfs vfs) =>
        StationLedger.Open(Path, LogSample.CardId, new() { Disk = vfs.Disk, Vfs = vfs.Vfs, RecordSigner = RecordKey.Signer }, StationTrip.Clock);
}
