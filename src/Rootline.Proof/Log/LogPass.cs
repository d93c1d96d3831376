using Rootline.Formats.Nxp.Log;
using Rootline.Formats.Records;

namespace Rootline.Proof.Log;

/// <summary>
/// One pass over the logs of one card, in the order of their records: remembers of the row before only its id, counter and hash.
/// </summary>
internal sealed class LogPass(CardEvidence card, VerdictDraft draft)
{
    private LogSource? _log;
    private bool _isSeam;
    private long _id;
    private uint? _counter;
    private byte[] _hash = [];
    private long _records;
    private long _faultsBefore;

    /// <summary>Begins the card's next log.</summary>
    public void Begin(LogSource log)
    {
        _isSeam = _log is not null;
        _log = log;
    }

    /// <summary>Judges the next row.</summary>
    public void Next(RowFinding row)
    {
        _faultsBefore = draft.Faults.Count;
        foreach (var fault in row.Faults)
            Add(fault);
        if (_records == 0)
            JudgeFirst(row);
        else
            JudgeSuccessor(row);
        if (row.Counter is { } counter && counter > card.Quota)
            Add(row, LogFaultKind.Counter, $"counter {counter} is beyond the quota of {card.Quota}");
        Count(row);
        _records++;
        _isSeam = false;
        // Where a counter cannot be read, the next row is compared with what it should have been.
        (_id, _counter, _hash) = (row.Id, row.Counter ?? _counter + 1, row.Hash);
    }

    /// <summary>Judges the end of the card's logs.</summary>
    public void End()
    {
        if (_records == 0)
            Add(new(0, null, LogFaultKind.First, "the log holds no record"));
        uint last = _counter ?? 0;
        if (card.ExpectCounter is not { } expected || expected == last)
            return;
        if (last > 0 && last < expected && draft.Waivers.Explains(new(card.CardId, last + 1, expected, _hash, null)))
            return;
        string text = last < expected
            ? $"{MissingNumbers.Name("counter", last + 1L, expected)} of the card missing at the end"
            : $"the last record has counter {last}, the card says {expected}";
        Add(new(_id, _counter, LogFaultKind.Tail, text));
    }

    private void JudgeFirst(RowFinding row)
    {
        var beginning = card.BeginsAt ?? LogBeginning.Whole;
        bool explained = card.BeginsAt is null
            && row.Counter is { } counter and > 1
            && draft.Waivers.Explains(new(card.CardId, 1, counter - 1, beginning.StartHash, row.Hash));
        if (card.BeginsAt is null && row.Id != 1 && !(explained && row.Id == row.Counter))
            Add(row, LogFaultKind.Id, row.Id > 1 ? $"the log begins with row {row.Id}: {MissingNumbers.Name("row", 1, row.Id - 1)} missing" : $"the log begins with row {row.Id}, not 1");
        if (explained)
            return;
        if (row.Counter is { } first && first != beginning.Counter)
            Add(row, LogFaultKind.First, $"the first record has counter {first}, not {beginning.Counter}");
        if (!row.StartHash.AsSpan().SequenceEqual(beginning.StartHash))
            Add(row, LogFaultKind.First, card.BeginsAt is null ? "the first record's start hash is not zero" : "the first record's start hash is not the one named");
    }

    private void JudgeSuccessor(RowFinding row)
    {
        long units = row.Counter is { } next && _counter is { } before ? (long)next - before - 1 : 0;
        bool explained = units > 0
            && draft.Waivers.Explains(new(card.CardId, _counter!.Value + 1, row.Counter!.Value - 1, _hash, row.Hash));
        if (!IdFollows(row.Id, explained ? units : 0))
            Add(row, LogFaultKind.Id, _isSeam ? $"the log begins with row {row.Id}, not 1" : $"{MissingNumbers.Name("row", _id + 1, row.Id - 1)} missing before it");
        if (explained)
            return;
        if (row.Counter is { } counter && _counter is { } last)
            JudgeCounter(row, counter, last);
        if (!row.StartHash.AsSpan().SequenceEqual(_hash))
            Add(row, LogFaultKind.Chain, $"the start hash is not the hash of row {_id}{(_isSeam ? ", the last of the log before" : "")}");
    }

    // Ids go on by one; the rows of an explained gap may have had ids too; the card's next log may begin anew.
    private bool IdFollows(long id, long explainedUnits) =>
        id - 1 == _id || (explainedUnits > 0 && id - 1 == unchecked(_id + explainedUnits)) || (_isSeam && id == 1);

    private void JudgeCounter(RowFinding row, uint counter, uint last)
    {
        if (counter <= last)
            Add(row, LogFaultKind.Counter, $"counter {counter} follows counter {last}");
        else if (counter - last > 1)
            Add(row, LogFaultKind.Lost, $"{MissingNumbers.Name("counter", last + 1L, counter - 1L)} missing before it");
    }

    private void Count(RowFinding row)
    {
        var outcome = card.Station?.OutcomeOf(row.Counter);
        // A spent unit may be followed by another one for the same chip.
        if (outcome != DeviceOutcome.Spent && row.Chip is { } chip && draft.Chips.Enter(chip, row.Id) is { } twice)
            draft.Repeated(Placed(new(row.Id, row.Counter, LogFaultKind.Duplicate, twice)));
        draft.Count(draft.Faults.Count == _faultsBefore, outcome);
    }

    private void Add(RowFinding row, LogFaultKind kind, string text) => Add(new(row.Id, row.Counter, kind, text));

    private void Add(LogFault fault) => draft.Faults.Add(Placed(fault));

    private LogFault Placed(LogFault fault) => draft.NamesLogs ? fault with { Log = _log?.Name } : fault;
}
