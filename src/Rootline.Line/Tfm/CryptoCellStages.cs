using Rootline.Core.Faults;
using Rootline.Formats.Gdb;
using Rootline.Formats.Tfm;
using Rootline.Line.Steps;

namespace Rootline.Line.Tfm;

/// <summary>
/// The secrets of a device whose life cycle stands in a CryptoCell-312. Each stage gives its own struct alone; the device burns it, asks
/// its hardware for the next life cycle and resets itself, and the hardware has that life cycle with the next power-on. Source:
/// tfm-provisioning sections 7 and 13.
/// </summary>
/// <param name="parts">Target and secrets; the target is another one after each power-on.</param>
/// <param name="plan">Firmware, bundle, power.</param>
/// <param name="structs">What is given.</param>
/// <param name="code">Compares code: after each power-on it may be another device's.</param>
/// <param name="steps">Times the steps.</param>
internal sealed class CryptoCellStages(TfmParts parts, TfmPlan plan, ProvisioningStructs structs, CodeCheck code, StepClock steps)
{
    private static readonly Stage First = new("hardware key", TfmLifecycle.AssemblyAndTest, TfmLifecycle.PsaRotProvisioning);
    private static readonly Stage Second = new("attestation data", TfmLifecycle.PsaRotProvisioning, TfmLifecycle.Secured);

    private TfmFirmware Firmware => plan.Firmware;

    private DeviceTarget Target => parts.Target;

    /// <summary>Does the stages that are left. The core stands at the loader's question whether it must provision, before and afterwards.</summary>
    /// <param name="survey">What the device was found to be.</param>
    /// <param name="look">Looks again, at the loader.</param>
    /// <param name="fields">What the bundle puts into the device.</param>
    /// <returns>The device in the life cycle SECURED.</returns>
    /// <exception cref="FaultException">One of <see cref="CryptoCellFaults"/> or <see cref="TfmLineFaults"/>, or a fault of the session.</exception>
    public TfmSurvey Go(TfmSurvey survey, Func<TfmSurvey> look, BundleFields fields)
    {
        if (survey.Lifecycle == First.Before)
            survey = Run(First, look, survey => survey.Missing.Contains(OtpElement.Huk));
        if (survey.Lifecycle == Second.Before)
            survey = Run(Second, look, survey => fields.All.Any(f => f.Use == FieldUse.Secure && survey.Missing.Contains(f.Element)));
        return survey.Finding == TfmFinding.Secured
            ? survey
            : throw TfmLineFaults.NotSecured.Exception($"the device is {survey.Finding.ToString().ToLowerInvariant()} in the life cycle {survey.Lifecycle.ToText()}");
    }

    private TfmSurvey Run(Stage stage, Func<TfmSurvey> look, Predicate<TfmSurvey> lacks)
    {
        steps.Run($"boot to the secure image in {stage.Before.ToText()}", () => Boot(stage));
        uint back = Target.Host.ReadRegister(CoreRegister.Lr);
        steps.RunInOnePiece($"give the {stage.What} and burn it", () => Burn(stage, back));
        var burned = steps.RunInOnePiece($"read the {stage.What} back", look);
        if (burned.Other is not null || lacks(burned))
            throw TfmLineFaults.ReadBack.Exception($"the {stage.What} does not read back; missing: {string.Join(", ", burned.Missing.Select(e => e.ToText()))}");
        parts.Target = steps.Run($"power off and on for {stage.After.ToText()}", () => plan.Power!.Cycle(stage.After.ToText()));
        var survey = steps.Run($"see {stage.After.ToText()}", () =>
        {
            code.ResetAndDemand();
            return look();
        });
        // Whoever takes the power away may put another device back.
        if (survey.Finding is TfmFinding.Blank or TfmFinding.Marked or TfmFinding.Foreign)
            throw TfmLineFaults.OtherDevice.Exception($"the device with power again is {survey.Finding.ToString().ToLowerInvariant()}{(survey.Other is { } other ? $" ({other.ToText()})" : "")}, not the one that was given the {stage.What}");
        return survey.Lifecycle != stage.Before
            ? survey
            : throw CryptoCellFaults.NotCycled.Exception($"the life cycle is still {stage.Before.ToText()}");
    }

    private void Boot(Stage stage)
    {
        EmptyPlaces.SealForEver(parts.OtpOf(Firmware.Bl2, plan));
        if (stage == First)
        {
            // The loader's own provisioning cannot be fed from outside; its work is done.
            Target.RunTo(Firmware.Bl2[TfmFirmware.Perform], plan.Patience);
            Target.Calls.LeaveOut((uint)PlatformError.Success);
        }

        code.RunToSecure(TfmFirmware.Perform);
    }

    // Irreversible: the device burns what it is given and asks for its next life cycle. It resets itself instead of returning; what
    // was given is wiped before it runs on.
    private bool Burn(Stage stage, uint back)
    {
        uint loader = Firmware.Bl2[TfmFirmware.IsRequired];
        bool isReset = false;
        bool isStopped = false;
        try
        {
            structs.WriteFor(stage.Before);
            isReset = Target.Calls.RunToAny(plan.Patience, back, loader) == loader;
            if (isReset)
                Target.Server.ResetAndHalt();
            isStopped = true;
        }
        finally
        {
            structs.Wipe(demand: isStopped);
        }

        return isReset ? true : throw Returned(stage);
    }

    // One whose life cycle lies in memory takes the step at once, and misses the data of the next.
    private FaultException Returned(Stage stage)
    {
        uint result = Target.Host.ReadRegister(CoreRegister.R0);
        return parts.OtpOf(Firmware.Secure, plan).ReadLifecycle() != stage.Before
            ? CryptoCellFaults.NoReset.Exception($"{TfmFirmware.Perform} returned in {stage.After.ToText()}")
            : TfmLineFaults.Failed.Exception($"{TfmFirmware.Perform} gives {result:x4}", vendorCode: $"{result:x4}");
    }

    private sealed record Stage(string What, TfmLifecycle Before, TfmLifecycle After);
}
