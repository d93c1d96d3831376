using Rootline.Formats.Nxp.Log;
using Rootline.Formats.Records;

namespace Rootline.Proof.Log;

/// <summary>What a verdict is made of while the rows are still being read.</summary>
internal sealed class VerdictDraft(LogPolicy policy, bool namesLogs)
{
    private long _records;
    private long _verified;
    private long _good;
    private long _spent;
    private long _unconfirmed;
    private long _repeated;
    private LogFault? _firstRepeated;

    /// <summary>The faults.</summary>
    public FaultList Faults { get; } = new();

    /// <summary>The waivers.</summary>
    public WaiverDesk Waivers { get; } = new(policy.Waivers);

    /// <summary>The chips of all logs.</summary>
    public ChipRegister Chips { get; } = new();

    /// <summary>Whether faults name their log, because there are several.</summary>
    public bool NamesLogs { get; } = namesLogs;

    /// <summary>Counts a record.</summary>
    /// <param name="verified">Whether it has no fault.</param>
    /// <param name="outcome">What the station says of it when it does not call it done.</param>
    public void Count(bool verified, DeviceOutcome? outcome)
    {
        _records++;
        if (!verified)
            return;
        _verified++;
        if (outcome == DeviceOutcome.Spent)
            _spent++;
        else if (outcome == DeviceOutcome.Unconfirmed)
            _unconfirmed++;
        else
            _good++;
    }

    /// <summary>Notes a chip that stands in a record already: a fault or a warning, as the policy says.</summary>
    public void Repeated(LogFault fault)
    {
        _repeated++;
        _firstRepeated ??= fault;
        if (policy.ChipsOnce)
            Faults.Add(fault);
    }

    /// <summary>The verdict, when everything was read.</summary>
    /// <param name="cards">What was judged.</param>
    /// <param name="logs">The logs in their order.</param>
    public LogVerdict Finish(IReadOnlyList<CardEvidence> cards, IReadOnlyList<JudgedLog> logs)
    {
        var order = policy.Ordered is { } ordered
            ? new OrderBalance(ordered, _good, Waivers.Explained.Sum(g => g.Units), _spent, _unconfirmed)
            : null;
        AddWholeFaults(cards, order);
        return new LogVerdict(
            _records > 0 && Faults.Count == 0, _records, _verified, cards.All(c => c.ExpectCounter is not null), Faults.Listed, WarningsAbout(cards))
        {
            FaultCount = Faults.Count,
            NotChecked = Unchecked.Of(policy, cards),
            Explained = Waivers.Explained,
            Order = order,
            Logs = logs,
        };
    }

    private void AddWholeFaults(IReadOnlyList<CardEvidence> cards, OrderBalance? order)
    {
        if (policy.Vendor is { Standing: ChainStanding.Broken })
            Faults.Add(new(0, null, LogFaultKind.Die, "the certificate of NXP_PROD is not signed by the root"));
        foreach (var fault in Waivers.Unused(cards.Select(c => c.CardId).OfType<string>().ToHashSet()))
            Faults.Add(fault);
        if (order is { IsEven: false })
            Faults.Add(new(0, null, LogFaultKind.Order, order.Text));
    }

    private List<string> WarningsAbout(IReadOnlyList<CardEvidence> cards)
    {
        List<string> warnings = [];
        foreach (var log in cards.SelectMany(c => c.Logs))
            warnings.AddRange(log.Warnings.Select(w => NamesLogs ? $"{log.Name}: {w}" : w));
        if (_firstRepeated is { } fault && !policy.ChipsOnce)
            warnings.Add($"{_repeated} of the records repeat a chip, the first in row {fault.Row}: {fault.Text}; not judged, because neither the vendor's chain nor an order was given");
        foreach (var card in cards.Where(c => c.ExpectCounter is null))
            warnings.Add(cards.Count == 1 ? EndUnproved : $"{card.Label}: {EndUnproved}");
        return warnings;
    }

    private const string EndUnproved =
        "the end of the log is not proved: records may have been cut off behind the last one; compare with the card's counter";
}
