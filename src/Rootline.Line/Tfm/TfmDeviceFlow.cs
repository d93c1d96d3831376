using Rootline.Core.Faults;
using Rootline.Formats.Gdb;
using Rootline.Formats.Records;
using Rootline.Formats.Tfm;
using Rootline.Ledger.Station;
using Rootline.Line.Sockets;
using Rootline.Line.Steps;
using Rootline.Line.Tfm.Recovery;

namespace Rootline.Line.Tfm;

/// <summary>
/// One device from reset to record. Nothing is burned before its intent is durable, no secret goes out before the device carries its mark and
/// that it may is durable, and what the device holds already is not burned again. Source: tfm-provisioning section 14.2.
/// </summary>
internal sealed class TfmDeviceFlow : IDisposable
{
    private readonly TfmParts _parts;
    private readonly TfmPlan _plan;
    private readonly StepClock _steps;
    private readonly CodeCheck _code;
    private readonly ProvisioningStructs _structs;
    private readonly BundleFields _fields;
    private TfmSurvey? _survey;
    private Run? _run;
    private DeviceRecord? _record;
    private bool _wasDoneBefore;

    public TfmDeviceFlow(TfmParts parts, TfmPlan plan, StepClock steps)
    {
        (_parts, _plan, _steps) = (parts, plan, steps);
        _code = new(parts, plan);
        _structs = new(parts, plan);
        _fields = new(plan.Bundle, parts.Secrets, plan.Firmware.Layout);
        _run = parts.Ledger.RunsOf(plan.Bundle.Id).LastOrDefault(r => r.State != RunState.Abandoned);
    }

    private DeviceTarget Target => _parts.Target;

    private StationLedger Ledger => _parts.Ledger;

    private TfmFirmware Firmware => _plan.Firmware;

    public TfmResult Result(Fault? fault) => new(_record, _steps.Steps, fault)
    {
        WasDoneBefore = _wasDoneBefore,
        Device = _survey is { } s ? $"life cycle {s.Lifecycle.ToText()}, {s.Finding.ToString().ToLowerInvariant()}" : "not looked at",
        Journal = _run is { } run ? $"run {run.Id} {run.State.ToString().ToLowerInvariant()}" : "no run",
    };

    public void Go()
    {
        _steps.Run("0 reset and compare code", _code.ResetAndDemand);
        _survey = _steps.Run("1 survey", SurveyAtLoader);
        var row = TfmRecoveryTable.Decide(_run, _survey.Finding);
        if (row is not { State: null, Action: TfmAction.Begin })
            _steps.Tell(LineEventKind.Found, row.Verdict);
        Act(row);
    }

    public void Dispose()
    {
        _fields.Dispose();
        _structs.Dispose();
    }

    private void Act(TfmRecoveryRow row)
    {
        switch (row.Action)
        {
            case TfmAction.Begin:
                Begin();
                break;
            case TfmAction.Deliver:
                Deliver();
                break;
            case TfmAction.Confirm:
                _run = Ledger.RecordDelivery(_run!);
                Finish();
                break;
            case TfmAction.Finish:
                Finish();
                break;
            case TfmAction.PassDone:
                _wasDoneBefore = true;
                _record = Ledger.DeviceRecords().LastOrDefault(r => r.Chip == _plan.Bundle.Id);
                break;
            default:
                throw Refusal(row);
        }
    }

    private FaultException Refusal(TfmRecoveryRow row) => (row.Action switch
    {
        TfmAction.RefuseElsewhere => TfmLineFaults.Elsewhere,
        TfmAction.RefuseOtherDevice => TfmLineFaults.OtherDevice,
        TfmAction.RefuseUsed => TfmLineFaults.Used,
        TfmAction.RefuseOtherBundle => TfmLineFaults.OtherBundle,
        TfmAction.RefuseRetired => TfmLineFaults.Lifecycle,
        _ => TfmLineFaults.Contradiction,
    }).Exception($"bundle {_plan.Bundle.Id}: {row.Verdict}{(_survey!.Other is { } other ? $" ({other.ToText()})" : "")}");

    private TfmSurvey SurveyAtLoader()
    {
        Target.RunTo(Firmware.Bl2[TfmFirmware.IsRequired], _plan.Patience);
        return TfmSurvey.Of(OtpOf(Firmware.Bl2), _fields);
    }

    private OtpAccess OtpOf(TfmImage image) => _parts.OtpOf(image, _plan);

    private void Begin()
    {
        if (!_plan.Consent([.. _survey!.Missing.Select(e => e.ToText()), .. _plan.Power is null ? (string[])[] : ["zero into places of image keys that the bundle leaves empty"], "life cycle SECURED"]))
            throw TfmLineFaults.Declined.Exception($"bundle {_plan.Bundle.Id}: nothing was burned");
        _run ??= Ledger.Begin(_plan.Bundle.Id, ProvisioningScheme.Tfm);
        _steps.Run("2 burn keys of the images and mark", BurnAtLoader);
        Deliver();
    }

    // Irreversible; the same in all devices of the product but for the mark, which comes last and is no secret.
    private void BurnAtLoader()
    {
        var otp = OtpOf(Firmware.Bl2);
        foreach (var field in _fields.OfLoader.Where(f => _survey!.Missing.Contains(f.Element)))
        {
            otp.BurnForEver(field.Element, field.Value.Span);
            using var held = otp.Read(field.Element, field.Value.Length);
            if (held is null || !held.FixedTimeEquals(field.Value.Span))
                throw TfmLineFaults.ReadBack.Exception($"{field.Element.ToText()} reads back differently");
        }
    }

    private void Deliver()
    {
        if (_plan.Power is null)
        {
            DeliverInOneBoot();
        }
        else
        {
            _run = Ledger.RecordDelivering(_run!);
            _survey = new CryptoCellStages(_parts, _plan, _structs, _code, _steps).Go(_survey!, SurveyAtLoader, _fields);
        }

        _run = Ledger.RecordDelivery(_run!);
        Finish();
    }

    private void DeliverInOneBoot()
    {
        if (_survey!.Lifecycle == TfmLifecycle.AssemblyAndTest)
        {
            // The loader's own provisioning cannot be fed from outside; its work is done.
            Target.RunTo(Firmware.Bl2[TfmFirmware.Perform], _plan.Patience);
            Target.Calls.LeaveOut((uint)PlatformError.Success);
        }
        else
        {
            // A CryptoCell-312 that was not told of may stand here, and would be secured without its counts.
            EmptyPlaces.SealForEver(OtpOf(Firmware.Bl2));
        }

        _steps.Run("3 boot to the secure image", () => _code.RunToSecure(TfmFirmware.Perform));
        uint back = Target.Host.ReadRegister(CoreRegister.Lr);
        _run = Ledger.RecordDelivering(_run!);
        _steps.RunInOnePiece("4 give secrets and burn them", () => Provision(back));
        _survey = _steps.RunInOnePiece("5 read back", ReadBack);
    }

    // Irreversible: the device burns its secrets and closes its life cycle. What was given is wiped whatever comes of it.
    private bool Provision(uint back)
    {
        bool isStopped = false;
        uint at;
        try
        {
            _structs.Write();
            at = Target.Calls.RunToAny(_plan.Patience, back, Firmware.Bl2[TfmFirmware.IsRequired]);
            if (at != (back & ~1u))
                Target.Server.ResetAndHalt();
            isStopped = true;
        }
        finally
        {
            _structs.Wipe(demand: isStopped);
        }

        if (at != (back & ~1u))
            throw CryptoCellFaults.Resets.Exception($"{TfmFirmware.Perform} does not return");
        uint result = Target.Host.ReadRegister(CoreRegister.R0);
        return result == (uint)PlatformError.Success
            ? true
            : throw TfmLineFaults.Failed.Exception($"{TfmFirmware.Perform} gives {result:x4}", vendorCode: $"{result:x4}");
    }

    private TfmSurvey ReadBack()
    {
        var survey = TfmSurvey.Of(OtpOf(Firmware.Secure), _fields);
        _survey = survey;
        if (survey.Finding != TfmFinding.Secured)
            throw TfmLineFaults.ReadBack.Exception($"the device is {survey.Finding.ToString().ToLowerInvariant()} in the life cycle {survey.Lifecycle.ToText()}; missing: {string.Join(", ", survey.Missing.Select(e => e.ToText()))}");
        return survey;
    }

    private void Finish()
    {
        _survey = _steps.Run("6 reset and see SECURED", () =>
        {
            Target.Server.ResetAndHalt();
            return SurveyAtLoader();
        });
        if (_survey.Finding != TfmFinding.Secured)
            throw TfmLineFaults.NotSecured.Exception($"the device is {_survey.Finding.ToString().ToLowerInvariant()} in the life cycle {_survey.Lifecycle.ToText()}");
        _steps.Run("7 boot the secured device", () => _code.RunToSecure(TfmFirmware.IsRequired));
        var token = Firmware.NonSecure is { } application ? _steps.Run("8 take a token", () => new TokenTaking(_parts, _plan, new(Target.Host, _plan.Patience)).Take(application)) : null;
        if (token is null)
            _steps.Tell(LineEventKind.Warning, "no token taken");
        _record = TfmRecordDraft.Make(_parts, _plan, token, _steps.Steps);
        _run = Ledger.Finish(_run!, _record);
    }
}
