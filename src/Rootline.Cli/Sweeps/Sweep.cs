using System.Collections.Concurrent;
using Rootline.Cli.Frame;
using Rootline.Cli.Stations;

namespace Rootline.Cli.Sweeps;

/// <summary>A whole sweep: two undisturbed runs, then a case for each cut point, some side by side.</summary>
/// <param name="context">What the command works with.</param>
/// <param name="plan">What is to be done.</param>
internal sealed class Sweep(CommandContext context, SweepPlan plan)
{
    private readonly SweepBench _bench = new(context, plan);
    private readonly Lock _gate = new();
    private int _done;

    /// <summary>Runs it.</summary>
    public SweepReport Run()
    {
        // A chip that runs meanwhile would be another one for each case.
        using var held = ChipLock.Take(context.Disk, plan.ChipFile);
        var before = _bench.Before();
        context.Progress.Report("the command undisturbed");
        var first = Undisturbed(0);
        var judge = new SweepJudge(before, first, Undisturbed(-1));
        var cases = plan.InTurn ? SweepCase.InTurn(first.Operations, plan.Points) : SweepCase.Of(first.Operations, plan.Torn, plan.Points);
        var outcomes = RunAll(cases, judge);
        return new(plan, judge, first, [.. outcomes.OrderBy(o => o.Case.Number)]);
    }

    private SweepOutcome Undisturbed(int number)
    {
        var outcome = _bench.Run(new(number, null, null), static o => !o.EndsWell);
        if (!outcome.EndsWell)
            throw SweepFaults.Undisturbed.Exception($"{plan.Command[0]} {(outcome.Hangs ? "takes too long" : $"ends with {outcome.Exits[^1]}")} although nothing disturbs it", plan.Keep is null ? "give --keep FOLDER and read what it said, or run it by hand against rootline chip run" : $"read what it said in {plan.Keep}");
        return outcome.Operations.Count > 0
            ? outcome
            : throw SweepFaults.Undisturbed.Exception($"{plan.Command[0]} causes no operation of the chip's flash: there is nothing to cut");
    }

    private ConcurrentBag<SweepOutcome> RunAll(IReadOnlyList<SweepCase> cases, SweepJudge judge)
    {
        var waiting = new ConcurrentQueue<SweepCase>(cases);
        var outcomes = new ConcurrentBag<SweepOutcome>();
        var failures = new ConcurrentQueue<Exception>();
        var workers = Enumerable.Range(0, Math.Min(plan.Jobs, cases.Count)).Select(_ => new Thread(() => Work(waiting, judge, outcomes, failures))).ToList();
        workers.ForEach(w => w.Start());
        workers.ForEach(w => w.Join());
        if (failures.TryDequeue(out var failure))
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        return outcomes;
    }

    // The first failure ends all workers: what it says is what the operator reads.
    private void Work(ConcurrentQueue<SweepCase> waiting, SweepJudge judge, ConcurrentBag<SweepOutcome> outcomes, ConcurrentQueue<Exception> failures)
    {
        try
        {
            while (failures.IsEmpty && waiting.TryDequeue(out var one))
            {
                context.Cancellation.ThrowIfCancellationRequested();
                outcomes.Add(_bench.Run(one, o => judge.ViolationOf(o) is not null));
                lock (_gate)
                    context.Progress.Report("cut points", ++_done, _done + waiting.Count);
            }
        }
#pragma warning disable CA1031 // It is thrown again on the command's own thread.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failures.Enqueue(e);
        }
    }
}
