using Rootline.Formats.Records;

namespace Rootline.Proof.Devices;

/// <summary>
/// Judges a station's device records in their order: who signed each, and whether each names the one before it. Records that were taken away
/// at the end leave no trace in the rest: whoever must know holds the last id against one that was told elsewhere.
/// </summary>
/// <param name="terms">What they are judged by.</param>
public sealed class RecordVerifier(RecordTerms terms)
{
    private readonly List<RecordFinding> _findings = [];
    private long _records;
    private long _signed;
    private long _unsigned;
    private long _ofCard;
    private long _faults;
    private string? _last;

    /// <summary>Judges the next record.</summary>
    /// <param name="next">The record.</param>
    public void Add(SignedRecord next)
    {
        _records++;
        var record = next.Record;
        string id = record.Id;
        if (record.Previous != _last)
            Find(id, record.Chip, RecordRule.Chain);
        _last = id;
        if (next.Signature is { } signature)
        {
            if (terms.Keys.Any(k => signature.IsBy(k, id)))
                _signed++;
            else
                Find(id, record.Chip, RecordRule.Signature);
        }
        else if (record.CardId is not null)
        {
            _ofCard++;
        }
        else
        {
            _unsigned++;
            if (!terms.AcceptUnsigned)
                Find(id, record.Chip, RecordRule.NotSigned);
        }
    }

    /// <summary>The verdict on all that was added.</summary>
    public RecordVerdict End()
    {
        if (terms.Last is { } last && last != _last)
            Find(_last ?? "", "", RecordRule.Tail);
        return new() { Records = _records, WithSignature = _signed, WithoutSignature = _unsigned, OfCard = _ofCard, Last = _last, Findings = _findings, Faults = _faults };
    }

    private void Find(string id, string chip, RecordRule rule)
    {
        if (++_faults <= RecordVerdict.MostFindings)
            _findings.Add(new(_records, id, chip, rule));
    }
}
