using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Log;
using Rootline.Formats.Nxp.Trust;
using Rootline.Ledger.Station;
using Rootline.Line.Sockets;
using Rootline.Links.Applet;

namespace Rootline.Line.Nxp;

/// <summary>
/// Keeps the card's counter and the log in step. It compares them before anything else is asked of the card, because a card
/// keeps its last answer only: a unit that was counted and not recorded is fetched with the stored response, for free. When
/// the card is asked, one run alone is journaled as proved, so that a unit without a record has one possible owner.
/// </summary>
/// <param name="card">The card.</param>
/// <param name="ledger">The station's ledger.</param>
/// <param name="plan">Consents and observer.</param>
/// <param name="clock">The station's clock.</param>
public sealed class CardBalance(CardSession card, StationLedger ledger, LinePlan plan, TimeProvider clock)
{
    // Refusals of a stored response that say: this card has no answer to it any more.
    private static readonly FaultCode[] NotRepeated = [CardFaults.Challenge, CardFaults.QuotaReached];

    private IReadOnlyList<Run> _proved = [];

    /// <summary>Settles the balance, or says why it cannot be.</summary>
    /// <exception cref="FaultException">
    /// <see cref="LineFaults.CardBehind"/>, or <see cref="LineFaults.CardAhead"/> with the missing units and, where it is
    /// known, the chip that the last of them was counted for.
    /// </exception>
    public void Settle()
    {
        uint counted = card.ReadCounter();
        uint recorded = ledger.LastRecord()?.Record.Counter ?? (ledger.Options.Beginning.Counter - 1);
        _proved = [.. ledger.OpenRuns().Where(r => r.State == RunState.Proved)];
        if (counted < recorded)
            throw LineFaults.CardBehind.Exception($"the card counted {counted} units, the log holds {recorded}");
        if (counted == recorded)
            return;
        // Units that runs lost before are known, though the log can never hold them.
        uint known = Math.Max(recorded, ledger.LastLostUnit() ?? 0);
        string missing = counted == recorded + 1 ? $"unit {counted} is missing" : $"units {recorded + 1} to {counted} are missing";
        bool isOne = counted == known + 1;
        if (_proved is [var pending] && counted > known && (isOne || plan.AcceptsLostRecords))
        {
            plan.Observer(new(pending.Chip, LineEventKind.Found, $"the card counted unit {counted} and its answer never reached the disk: asking again, at no cost"));
            if (TryFetch(pending))
                return;
            missing += isOne ? Lose(pending, counted) : Leave(pending, known);
        }

        string balance = $"the card counted {counted} units, the log holds {recorded}: {missing}";
        if (!plan.AcceptsLostRecords)
            throw LineFaults.CardAhead.Exception(balance);
        plan.Observer(new(ledger.Path, LineEventKind.Warning, balance));
    }

    /// <summary>Irreversible: has the card count a unit for a run's chip, or repeat what it answered before.</summary>
    /// <param name="run">The run, proved.</param>
    /// <returns>The card's answer; the next thing is <see cref="Record"/>.</returns>
    public byte[] Ask(Run run)
    {
        foreach (var other in _proved.Where(r => r.Id != run.Id && IsStillProved(r)))
            ledger.Abandon(other, "the card counted nothing for it, and its challenge is closed");
        _proved = [];
        return card.CountAndWrap(run.Response);
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

    private bool IsStillProved(Run run) => ledger.RunsOf(run.Chip).Any(r => r.Id == run.Id && r.State == RunState.Proved);

    private bool TryFetch(Run pending)
    {
        try
        {
            Record(pending, Ask(pending));
            return true;
        }
        catch (FaultException e) when (NotRepeated.Contains(e.Fault.Code))
        {
            return false;
        }
    }

    // More units are missing than one run can own: whether the last one was this run's, nobody knows.
    private string Leave(Run run, uint known)
    {
        ledger.Abandon(run, $"the card counted units behind unit {known} that this log does not hold; whether one was for this chip is not known");
        _proved = [];
        return $"; whether one was counted for chip {run.Chip} (run {run.Id}) is not known";
    }

    // The card does not repeat: its answer is lost for ever, and the unit's place is told where it is still known.
    private string Lose(Run run, uint unit)
    {
        ledger.Lose(run, LostUnit.RecordOf(run, ledger, clock), unit, $"the card counted unit {unit} and does not repeat its answer");
        return $"; it was counted for chip {run.Chip} (run {run.Id}) behind row {ledger.CountRecords()} of the log, and the card does not repeat its answer";
    }
}
