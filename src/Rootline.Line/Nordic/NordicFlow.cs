using Rootline.Core.Faults;
using Rootline.Formats.Records;
using Rootline.Ledger.Station;
using Rootline.Line.Nordic.Debug;
using Rootline.Line.Nordic.Recovery;
using Rootline.Line.Sockets;
using Rootline.Line.Steps;

namespace Rootline.Line.Nordic;

/// <summary>One part's run: looks what it is, and does what the table says.</summary>
internal sealed class NordicFlow
{
    /// <summary>The journal's word for a part whose identity key everybody knows.</summary>
    public const string SpoiledByDummy = "dummy-identity";

    private const string ProtectStep = "10 protect from erase for ever";

    private readonly StationLedger _ledger;
    private readonly NordicPlan _plan;
    private readonly StepClock _steps;
    private readonly NordicHands _part;
    private readonly TimeProvider _clock;
    private NordicFinding? _found;
    private string? _device;
    private DeviceRecord? _record;
    private bool _isEraseProtected;

    public NordicFlow(StationLedger ledger, TimeProvider clock, INordicSocket socket, NordicPlan plan)
    {
        (_ledger, _clock, _plan) = (ledger, clock, plan);
        _steps = new(socket.Name, plan.Terms, clock);
        _part = new(socket, plan, _steps, clock);
    }

    /// <summary>What became of the part.</summary>
    /// <param name="fault">Why it is not done, or null.</param>
    public NordicResult Result(Fault? fault) => new(_device, _found, _record, fault);

    /// <summary>Provisions the part, or goes on.</summary>
    public void Go()
    {
        _plan.Demand();
        _part.DemandDebuggers();
        var seen = _steps.Run("1 look", _part.Look);
        _found = NordicFindings.Of(seen, _plan);
        _device = seen?.DeviceId ?? _plan.Device;
        _isEraseProtected = seen?.IsEraseProtected == true;
        var run = _device is null ? null : LastRunOf(_device);
        var row = NordicTable.Of(JournalOf(run), _found.Value);
        _steps.Tell(LineEventKind.Found, $"{_device ?? "a part"}: {row.Verdict}");
        switch (row.Action)
        {
            case NordicAction.Provision:
                Provision(run);
                break;
            case NordicAction.GoOn when !_part.CanFinishNetworkCore():
                EraseAndProvision(row with { Action = NordicAction.EraseHalf, Verdict = "the network core closed its port before its firmware was loaded" }, run);
                break;
            case NordicAction.GoOn:
                GoOn(run!);
                break;
            case NordicAction.Confirm:
                ConfirmOrErase(row, run!);
                break;
            default:
                EraseAndProvision(row, run);
                break;
        }
    }

    private static NordicJournal JournalOf(Run? run) => run switch
    {
        { State: RunState.Delivering, Refusal: SpoiledByDummy } => NordicJournal.Spoiled,
        { State: RunState.Delivering } => NordicJournal.Begun,
        { State: RunState.Delivered } => NordicJournal.Delivered,
        { State: RunState.Done } => NordicJournal.Done,
        _ => NordicJournal.None,
    };

    private Run? LastRunOf(string device) => _ledger.RunsOf(device) is [.., var last] ? last : null;

    private void EraseAndProvision(NordicRow row, Run? run)
    {
        var (isAllowed, code) = row.Action switch
        {
            NordicAction.EraseHalf => (_plan.ErasesHalf || _plan.ErasesProvisioned, NordicLineFaults.Half),
            NordicAction.EraseClosed => (_plan.ErasesClosed, NordicLineFaults.Closed),
            NordicAction.EraseDone => (_plan.ErasesProvisioned, NordicLineFaults.Done),
            _ => (_plan.ErasesProvisioned, NordicLineFaults.Provisioned),
        };
        if (!isAllowed)
            throw code.Exception($"{_device ?? "the part"}: {row.Verdict}");
        if (_isEraseProtected)
            throw NordicLineFaults.EraseProtected.Exception($"{_device}: {row.Verdict}");
        _steps.Run("2 erase all", _part.EraseAll);
        var seen = _steps.Run("3 look again", _part.Look);
        if (seen is null || NordicFindings.Of(seen, _plan) != NordicFinding.Blank)
            throw NordicLineFaults.NotErased.Exception($"{_device ?? "the part"} is not blank after ERASEALL");
        if (_device != seen.DeviceId)
            run = LastRunOf(seen.DeviceId);
        _device = seen.DeviceId;
        Provision(run);
    }

    private void Provision(Run? run)
    {
        _part.OpenPorts();
        _part.PrepareNetworkCore();
        run = MayBeSwitched(run);
        _steps.Run("5 load provisioning image", () => _part.Load(NordicCoreName.Application, _plan.ProvisioningImage));
        var console = _steps.RunInOnePiece("6 run provisioning image", _part.RunImage);
        if (console.HasDummyIdentity && !_plan.TakesDummyIdentity)
        {
            _ledger.RecordRefusal(run, SpoiledByDummy);
            throw NordicLineFaults.Dummy.Exception($"{_device}: the console says so");
        }

        GoOn(run);
    }

    // From the first byte of the image on a reset may run it, and the part be half: that is durable before.
    private Run MayBeSwitched(Run? run)
    {
        if (run is { State: RunState.Delivered })
        {
            _ledger.Finish(run, Record(run, DeviceOutcome.Unconfirmed, null), "the part was erased before its token was seen");
            run = null;
        }

        if (run is not { State: RunState.Started or RunState.Delivering })
            run = _ledger.Begin(_device!, ProvisioningScheme.Nordic);
        return run is { State: RunState.Delivering, Refusal: SpoiledByDummy } ? _ledger.RecordRefusal(run, "erased") : _ledger.RecordDelivering(run);
    }

    private void GoOn(Run run)
    {
        _steps.Run("7 read keys and lifecycle back", () => _part.DemandProvisioned(_device!));
        if (run.State != RunState.Delivered)
            run = _ledger.RecordDelivery(run);
        _steps.Run("8 erase provisioning image", () => _part.Unload(NordicCoreName.Application, _plan.ProvisioningImage));
        _part.FinishNetworkCore();
        _steps.Run("9 load firmware", () => _part.Load(NordicCoreName.Application, _plan.Firmware));
        _steps.Run("10 close debug ports", _part.BurnProtections);
        if (_plan.ProtectsFromErase)
            _steps.Run(ProtectStep, _part.BurnEraseProtect);
        Confirm(run);
    }

    // A part whose protection words were torn never comes up and never opens again: the operator may then give its identity up.
    private void ConfirmOrErase(NordicRow row, Run run)
    {
        try
        {
            Confirm(run);
        }
        catch (FaultException e) when (_plan.ErasesProvisioned && (e.Fault.Code == NordicLineFaults.NotConfirmed || e.Fault.Code == NordicLineFaults.NotSecured))
        {
            _steps.Tell(LineEventKind.Warning, e.Fault.What);
            EraseAndProvision(row with { Action = NordicAction.EraseProvisioned }, run);
        }
    }

    private void Confirm(Run run)
    {
        if (_plan.ProtectsFromErase && _steps.Steps.All(s => s.Name != ProtectStep))
            _steps.Tell(LineEventKind.Warning, "the part was closed by an earlier run: whether ERASEPROTECT was set before is not seen any more");
        var attestation = _steps.Run("11 boot and take a token", _part.BootAndEnroll);
        _record = Record(run, DeviceOutcome.Done, attestation);
        _ledger.Finish(run, _record);
    }

    private DeviceRecord Record(Run run, DeviceOutcome outcome, DeviceAttestation? attestation) => new()
    {
        Scheme = ProvisioningScheme.Nordic,
        Chip = run.Chip,
        Attestation = attestation,
        Inputs = _plan.Inputs,
        Steps = _steps.Steps,
        Outcome = outcome,
        CardId = null,
        Counter = null,
        NxpRow = null,
        Operator = _ledger.Options.Operator,
        Lot = _ledger.Options.Lot,
        Time = DateTimeOffset.FromUnixTimeMilliseconds(_clock.GetUtcNow().ToUnixTimeMilliseconds()),
        Previous = _ledger.LastDeviceRecordId(),
    };
}
