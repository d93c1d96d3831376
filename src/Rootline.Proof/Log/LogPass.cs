using Rootline.Formats.Nxp.Log;

namespace Rootline.Proof.Log;

/// <summary>One pass over a log: remembers of the row before only its id, counter and hash.</summary>
internal sealed class LogPass(LogPolicy policy)
{
    private readonly List<LogFault> _faults = [];
    private long _id;
    private uint? _counter;
    private byte[] _hash = [];

    public IReadOnlyList<LogFault> Faults => _faults;

    public long Records { get; private set; }

    public long Verified { get; private set; }

    public void Next(LogRow row)
    {
        int before = _faults.Count;
        byte[] hash = row.Hash();
        _faults.AddRange(row.Judge());
        if (row.Signature.Kind == LogValueKind.Blob && !AuditRecord.IsSignature(policy.Key, hash, row.Signature.Bytes))
            Add(row, LogFaultKind.Signature, "the signature is not the card's over this record");
        if (Records == 0)
            JudgeFirst(row);
        else
            JudgeSuccessor(row);
        if (row.CounterValue is { } counter && counter > policy.Quota)
            Add(row, LogFaultKind.Counter, $"counter {counter} is beyond the quota of {policy.Quota}");
        if (_faults.Count == before)
            Verified++;
        Records++;
        // Where a counter cannot be read, the next row is compared with what it should have been.
        (_id, _counter, _hash) = (row.Id, row.CounterValue ?? _counter + 1, hash);
    }

    public void End()
    {
        if (Records == 0)
            _faults.Add(new(0, null, LogFaultKind.First, "the log holds no record"));
        if (policy.ExpectCounter is not { } expected || expected == (_counter ?? 0))
            return;
        uint last = _counter ?? 0;
        string text = last < expected
            ? $"{MissingNumbers.Name("counter", last + 1L, expected)} of the card missing at the end"
            : $"the last record has counter {last}, the card says {expected}";
        _faults.Add(new(_id, _counter, LogFaultKind.Tail, text));
    }

    private void JudgeFirst(LogRow row)
    {
        var beginning = policy.BeginsAt ?? LogBeginning.Whole;
        if (policy.BeginsAt is null && row.Id != 1)
            Add(row, LogFaultKind.Id, row.Id > 1 ? $"the log begins with row {row.Id}: {MissingNumbers.Name("row", 1, row.Id - 1)} missing" : $"the log begins with row {row.Id}, not 1");
        if (row.CounterValue is { } counter && counter != beginning.Counter)
            Add(row, LogFaultKind.First, $"the first record has counter {counter}, not {beginning.Counter}");
        if (!row.StartHash.Bytes.AsSpan().SequenceEqual(beginning.StartHash))
            Add(row, LogFaultKind.First, policy.BeginsAt is null ? "the first record's start hash is not zero" : "the first record's start hash is not the one named");
    }

    private void JudgeSuccessor(LogRow row)
    {
        if (row.Id - 1 != _id)
            Add(row, LogFaultKind.Id, $"{MissingNumbers.Name("row", _id + 1, row.Id - 1)} missing before it");
        if (row.CounterValue is { } counter && _counter is { } last)
            JudgeCounter(row, counter, last);
        if (!row.StartHash.Bytes.AsSpan().SequenceEqual(_hash))
            Add(row, LogFaultKind.Chain, $"the start hash is not the hash of row {_id}");
    }

    private void JudgeCounter(LogRow row, uint counter, uint last)
    {
        if (counter <= last)
            Add(row, LogFaultKind.Counter, $"counter {counter} follows counter {last}");
        else if (counter - last > 1)
            Add(row, LogFaultKind.Lost, $"{MissingNumbers.Name("counter", last + 1L, counter - 1L)} missing before it");
    }

    private void Add(LogRow row, LogFaultKind kind, string text) => _faults.Add(new(row.Id, row.CounterValue, kind, text));
}
