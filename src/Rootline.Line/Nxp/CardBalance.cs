using Rootline.Formats.Nxp.Log;
using Rootline.Formats.Nxp.Trust;
using Rootline.Ledger.Station;
using Rootline.Line.Sockets;
using Rootline.Links.Applet;

namespace Rootline.Line.Nxp;

/// <summary>
/// Compares the card's counter with the log before anything else is asked of the card, because a card keeps its last answer
/// only: a unit that was counted and not recorded is fetched now, with the stored response, for free.
/// </summary>
/// <param name="card">The card.</param>
/// <param name="ledger">The station's ledger.</param>
/// <param name="plan">Consents and observer.</param>
public sealed class CardBalance(CardSession card, StationLedger ledger, LinePlan plan)
{
    /// <summary>Settles the balance, or says why it cannot be.</summary>
    public void Settle()
    {
        uint counted = card.ReadCounter();
        uint recorded = ledger.LastRecord()?.Record.Counter ?? 0;
        if (counted == recorded + 1 && ledger.OpenRuns().LastOrDefault(r => r.State == RunState.Proved) is { } pending)
        {
            plan.Observer(new(pending.Chip, LineEventKind.Found, $"the card counted unit {counted} and its answer never reached the disk: asking again, at no cost"));
            if (TryFetch(pending))
                return;
        }

        if (counted < recorded)
            throw LineFaults.CardBehind.Exception($"the card counted {counted} units, the log holds {recorded}");
        if (counted > recorded && !plan.AcceptsLostRecords)
            throw LineFaults.CardAhead.Exception($"the card counted {counted} units, the log holds {recorded}: units {recorded + 1} to {counted} are missing");
    }

    /// <summary>Makes a card's answer durable, with its record, in one transaction.</summary>
    /// <param name="run">The run that asked.</param>
    /// <param name="answer">The card's answer.</param>
    public Run Record(Run run, byte[] answer)
    {
        if (!WrappedData.Parse(answer).Try(out var wrapped, out var fault))
            throw LineFaults.Answer.Exception($"the card's answer cannot be read: {fault.What}");
        var content = wrapped.Content;
        var die = TpResponse.Parse(run.Response).OrThrow("stored response").Die;
        if (!content.DieCertificate.Span.SequenceEqual(die.Bytes.Span))
            throw LineFaults.Answer.Exception($"the card's answer is not for chip {run.Chip}");
        var record = new AuditRecord(
            content.DieCertificate.ToArray(),
            [.. content.OemCertificates.Select(c => c.Der.ToArray())],
            content.Counter,
            content.StartHash.ToArray(),
            content.LogSignature.ToArray());
        return plan.AcceptsLostRecords ? ledger.RecordAnswerAfterLoss(run, answer, record) : ledger.RecordAnswer(run, answer, record);
    }

    // A card that does not repeat refuses: then the unit is lost, and is named by the caller.
    private bool TryFetch(Run pending)
    {
        try
        {
            Record(pending, card.CountAndWrap(pending.Response!));
            return true;
        }
        catch (Core.Faults.FaultException e) when (e.Fault.Code == CardFaults.Challenge)
        {
            return false;
        }
    }
}
