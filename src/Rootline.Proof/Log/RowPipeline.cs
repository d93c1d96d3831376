using System.Runtime.ExceptionServices;
using Rootline.Formats.Nxp.Log;

namespace Rootline.Proof.Log;

/// <summary>
/// Reads rows on the caller's thread while workers judge them, and gives back what they find in the order of the rows. No more
/// than a few batches are under way, so that memory does not grow with the log. A log of less than one batch is judged on the
/// caller's thread.
/// </summary>
internal sealed class RowPipeline(LogPolicy policy) : IDisposable
{
    private const int BatchesEach = 3;
    private readonly int _jobs = Math.Max(policy.Jobs, 1);
    private readonly object _gate = new();
    private readonly Queue<RowBatch> _waiting = new();
    private readonly List<Thread> _workers = [];
    private RowCheck? _ownCheck;
    private bool _over;

    /// <summary>Judges the rows of one log.</summary>
    /// <param name="rows">The rows; read once.</param>
    /// <param name="next">Told each finding, in order, on the caller's thread.</param>
    public void Run(IEnumerable<LogRow> rows, Action<RowFinding> next)
    {
        var open = new Queue<RowBatch>();
        var batch = new RowBatch(policy.BatchRows);
        foreach (var row in rows)
        {
            batch.Add(row);
            if (!batch.IsFull)
                continue;
            HandOver(batch);
            open.Enqueue(batch);
            if (open.Count >= _jobs * BatchesEach)
                Settle(open.Dequeue(), next);
            batch = new(policy.BatchRows);
        }

        while (open.TryDequeue(out var finished))
            Settle(finished, next);
        batch.Judge(_ownCheck ??= new(policy));
        Tell(batch, next);
    }

    /// <summary>Ends the workers.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _over = true;
            _waiting.Clear();
            Monitor.PulseAll(_gate);
        }

        foreach (var worker in _workers)
            worker.Join();
        _ownCheck?.Dispose();
    }

    private void HandOver(RowBatch batch)
    {
        lock (_gate)
        {
            _waiting.Enqueue(batch);
            Monitor.PulseAll(_gate);
        }

        if (_workers.Count == _jobs)
            return;
        var worker = new Thread(Work) { IsBackground = true, Name = "log verifier" };
        _workers.Add(worker);
        worker.Start();
    }

    private void Settle(RowBatch batch, Action<RowFinding> next)
    {
        lock (_gate)
        {
            while (!batch.IsDone)
                Monitor.Wait(_gate);
        }

        Tell(batch, next);
    }

    private static void Tell(RowBatch batch, Action<RowFinding> next)
    {
        if (batch.Failure is { } failure)
            ExceptionDispatchInfo.Throw(failure);
        foreach (var finding in batch.Findings)
            next(finding);
    }

    private void Work()
    {
        using var check = new RowCheck(policy);
        while (Take() is { } batch)
        {
            batch.Judge(check);
            lock (_gate)
            {
                batch.IsDone = true;
                Monitor.PulseAll(_gate);
            }
        }
    }

    private RowBatch? Take()
    {
        lock (_gate)
        {
            while (!_over && _waiting.Count == 0)
                Monitor.Wait(_gate);
            return _over ? null : _waiting.Dequeue();
        }
    }
}
