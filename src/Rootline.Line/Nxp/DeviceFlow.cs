using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Log;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Trust;
using Rootline.Formats.Records;
using Rootline.Ledger.Station;
using Rootline.Line.Nxp.Chip;
using Rootline.Line.Nxp.Recovery;
using Rootline.Line.Sockets;
using Rootline.Line.Steps;
using Rootline.Links.Applet;

namespace Rootline.Line.Nxp;

/// <summary>
/// One device from survey to record. Source: nxp-trust-provisioning section 6, with a journal: nothing irreversible happens
/// before its intent is durable, and the card is not asked before the chip's response is.
/// </summary>
internal sealed class DeviceFlow(StationParts station, ISocket socket)
{
    // Refusals that a card gives before it counts.
    private static readonly FaultCode[] UncountedRefusals =
        [CardFaults.QuotaReached, CardFaults.NotConfigured, CardFaults.Chain, CardFaults.Challenge, CardFaults.Sealed];

    private readonly LinePlan _plan = station.Plan;
    private readonly StationLedger _ledger = station.Ledger;
    private readonly StepClock _steps = new(socket.Name, station.Plan.Steps, station.Clock);
    private ChipSurvey? _survey;
    private uint? _counter;
    private bool _wasDoneBefore;

    /// <summary>Whether the card may have counted a unit that is not recorded: then nothing more may be asked of it.</summary>
    public bool LeavesUnitInDoubt { get; private set; }

    public DeviceResult Result(Fault? fault) => new(socket.Name, _survey?.Uuid, _counter, _steps.Steps, fault) { WasDoneBefore = _wasDoneBefore };

    public void Go()
    {
        using var link = new ChipLink(socket, _plan, station.Clock);
        _survey = _steps.Run("0 survey", link.Survey);
        var last = _ledger.RunsOf(_survey.Uuid).LastOrDefault(r => r.State != RunState.Abandoned);
        var row = RecoveryTable.Decide(last, _survey.Finding);
        if (row is not { State: null, Action: RecoveryAction.Begin })
            _steps.Tell(LineEventKind.Found, row.Verdict);
        Act(row, last, link);
    }

    private void Act(RecoveryRow row, Run? last, ChipLink link)
    {
        switch (row.Action)
        {
            case RecoveryAction.Begin:
                Begin(last is { State: RunState.Started } ? last : null, link);
                break;
            case RecoveryAction.BeginWithConsent when _plan.MaySpendAnotherUnit:
                Begin(null, link);
                break;
            case RecoveryAction.RefuseBegunElsewhere when _plan.MaySpendAnotherUnit:
                Begin(Drop(last), link);
                break;
            case RecoveryAction.AskCardAgain:
                AskAgain(last!, link);
                break;
            case RecoveryAction.Deliver:
                Deliver(last!, link, _survey!.Finding);
                break;
            case RecoveryAction.ConfirmDelivery:
                Finish(_ledger.RecordDelivery(last!), link);
                break;
            case RecoveryAction.Finish:
                Finish(last!, link);
                break;
            case RecoveryAction.RefuseDone when _plan.PassesOverDone && last is { State: RunState.Done, Answer: { } answer }:
                _counter = WrappedData.Parse(answer).OrThrow("stored answer").Content.Counter;
                _wasDoneBefore = true;
                break;
            case RecoveryAction.SpendClosedElsewhere:
                _ledger.Finish(last!, Record(last!, DeviceOutcome.Spent), row.Verdict);
                throw LineFaults.ClosedElsewhere.Exception($"chip {_survey!.Uuid}: {row.Verdict}");
            case RecoveryAction.SetAside:
                _ledger.Finish(last!, Record(last!, DeviceOutcome.Unconfirmed), row.Verdict);
                throw LineFaults.Contradiction.Exception($"chip {_survey!.Uuid}: {row.Verdict}");
            default:
                throw Refusal(row, last);
        }
    }

    private FaultException Refusal(RecoveryRow row, Run? last)
    {
        string chip = $"chip {_survey!.Uuid}";
        switch (row.Action)
        {
            case RecoveryAction.RefuseBegunElsewhere:
                return LineFaults.BegunElsewhere.Exception($"{chip}: {row.Verdict}");
            case RecoveryAction.RefuseClosedElsewhere:
                Drop(last);
                return LineFaults.ClosedElsewhere.Exception($"{chip}: {row.Verdict}");
            default:
                return LineFaults.HasUnit.Exception($"{chip}: {row.Verdict} (row {last?.NxpRow} of the log)");
        }
    }

    // A run of this chip that can go no further: its unit is counted as spent if the card's answer is here, else it used none.
    private Run? Drop(Run? run)
    {
        if (run is { State: RunState.Started or RunState.Proved })
            _ledger.Abandon(run, "another station went on with this chip");
        return null;
    }

    private void Begin(Run? run, ChipLink link)
    {
        run ??= _ledger.Begin(_survey!.Uuid);
        new ChipPreparation(link, _plan, _steps).Run(_survey!.Finding);
        byte[] challenge = _steps.Run("2 get challenge from card", RequestChallenge);
        byte[] response = _steps.Run("3 prove genuinity of chip", () => Prove(challenge, link));
        run = _ledger.RecordProof(run, challenge, response);
        Deliver(Ask(run), link, ChipFinding.Firmware);
    }

    private void AskAgain(Run run, ChipLink link)
    {
        try
        {
            run = Ask(run);
        }
        catch (FaultException e) when (e.Fault.Code == CardFaults.Challenge)
        {
            // The card forgot the challenge and counted nothing (the balance was settled): the chip proves itself once more.
            Begin(null, link);
            return;
        }

        Deliver(run, link, _survey!.Finding);
    }

    // From the card's count to its record nothing is called off; a refusal that counts nothing ends the run.
    private Run Ask(Run run)
    {
        _plan.Cancellation.ThrowIfCancellationRequested();
        byte[] answer;
        try
        {
            LeavesUnitInDoubt = true;
            answer = _steps.RunInOnePiece("4 card authenticates chip", () => station.Balance.Ask(run));
        }
        catch (FaultException e) when (UncountedRefusals.Contains(e.Fault.Code))
        {
            LeavesUnitInDoubt = false;
            _ledger.Abandon(run, e.Fault.What);
            throw;
        }

        var answered = _steps.RunInOnePiece("5 record", () => station.Balance.Record(run, answer));
        LeavesUnitInDoubt = false;
        return answered;
    }

    // A record with more certificates than the log has columns could never be verified: refused before it costs a unit.
    private byte[] RequestChallenge()
    {
        byte[] bytes = station.Card.RequestChallenge();
        var challenge = TpChallenge.Parse(bytes).OrThrow("challenge");
        int keys = OemKeyFlags.Parse(challenge.KeyFlags, _plan.Family.KeyFlagsVersion).OrThrow("challenge").KeyIds.Count;
        return keys <= AuditLimits.OemCertificates
            ? bytes
            : throw AuditFaults.TooManyCertificates.Exception($"the card asks for {keys} OEM keys, the log has {AuditLimits.OemCertificates} columns for their certificates");
    }

    private byte[] Prove(byte[] challenge, ChipLink link)
    {
        var buffer = _plan.MessageBuffer;
        link.Host.WriteMemory(buffer.Start, challenge);
        int length = link.Host.ProveGenuinity(buffer.Start, (ushort)buffer.Length);
        byte[] response = link.Host.ReadMemory(buffer.Start, length);
        ResponseCheck.Demand(response, TpChallenge.Parse(challenge).OrThrow("challenge"), _survey!.Uuid, _plan);
        return response;
    }

    private void Deliver(Run run, ChipLink link, ChipFinding finding)
    {
        new ChipPreparation(link, _plan, _steps).Run(finding);
        try
        {
            run = _steps.Run("6 give wrapped data to chip", () => BurnWrappedData(run, link));
        }
        catch (FaultException e) when (ChipLink.IsRefusal(e, MbootStatus.TpInvalidState))
        {
            // Also what a closed chip says: it took the answer, and the command was repeated because its word was lost.
            if (link.Survey() is not { Finding: ChipFinding.Closed } survey || survey.Uuid != run.Chip)
                throw Spend(run, e.Fault);
        }
        catch (FaultException e) when (ChipLink.IsRefusal(e, MbootStatus.TpCrypto))
        {
            throw Spend(run, e.Fault);
        }
        catch (FaultException e) when (ChipRefusal.IsForGood(e.Fault))
        {
            _ledger.RecordRefusal(run, e.Fault.VendorCode!);
            throw LineFaults.RefusesAnswer.Exception($"chip {run.Chip}: {e.Fault.What}", vendorCode: e.Fault.VendorCode);
        }

        Finish(_ledger.RecordDelivery(run), link);
    }

    private FaultException Spend(Run run, Fault refusal)
    {
        _ledger.Finish(run, Record(run, DeviceOutcome.Spent), refusal.What);
        return LineFaults.SessionLost.Exception($"chip {run.Chip}: {refusal.What}", vendorCode: refusal.VendorCode);
    }

    // Irreversible: the chip burns keys and pages and closes itself. That it may is durable before the first byte goes out.
    private Run BurnWrappedData(Run run, ChipLink link)
    {
        var buffer = _plan.MessageBuffer;
        if (run.Answer!.Length > buffer.Length)
            throw LineFaults.BufferSmall.Exception($"the card's answer of {run.Answer.Length} bytes does not fit the buffer of {buffer.Length}");
        run = _ledger.RecordDelivering(run);
        link.Host.WriteMemory(buffer.Start, run.Answer);
        link.Host.SetWrappedData(buffer.Start);
        return run;
    }

    private void Finish(Run run, ChipLink link)
    {
        _steps.Run("7 reset", () =>
        {
            link.Host.Reset();
            link.Reconnect();
        });
        if (_plan.ProductFirmware is { } product)
        {
            _steps.Run("8 load product firmware", () =>
            {
                link.Host.ReceiveSbFile(product);
                link.Reconnect();
            });
        }

        var found = _steps.Run("9 confirm", link.Survey);
        if (found.Finding != ChipFinding.Closed || found.Uuid != run.Chip)
        {
            _ledger.Finish(run, Record(run, DeviceOutcome.Unconfirmed), $"found {found.Finding} after delivery");
            throw LineFaults.Contradiction.Exception($"chip {run.Chip} is found {found.Finding} after it took the answer");
        }

        _ledger.Finish(run, Record(run, DeviceOutcome.Done));
    }

    private DeviceRecord Record(Run run, DeviceOutcome outcome)
    {
        var record = DeviceRecordDraft.Make(run, outcome, station, _steps.Steps);
        _counter = record.Counter;
        return record;
    }
}
