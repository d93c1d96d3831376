using Rootline.Core.Faults;
using Rootline.Core.Power;
using Rootline.Formats.Mcuboot.Virtual;

namespace Rootline.Chips.Boot;

/// <summary>
/// Secure boot of a virtual chip: protections, one-time memory, updates, checks, hand-over. Nothing is started unless both checks
/// of every image agree; whatever goes wrong on the way starts nothing. The rules are MCUboot's, its holes are closed: docs/boot.md.
/// </summary>
/// <param name="machine">What it runs on.</param>
public sealed class SecureBoot(BootMachine machine)
{
    private readonly BootLog _log = new();
    private readonly List<RefusedSlot> _refused = [];

    /// <summary>Boots.</summary>
    /// <returns>What was started, or why nothing was.</returns>
    /// <exception cref="PowerLostException">The power went.</exception>
    public BootOutcome Start()
    {
        try
        {
            return Run();
        }
        catch (PowerLostException)
        {
            throw;
        }
        catch (BootRefusedException e)
        {
            return None(e.Refusal);
        }
        catch (FaultException e)
        {
            return None(new(e.Fault.Code == ChipFaults.OneTimeMemory ? BootRules.Otp : BootRules.Unexpected, e.Fault.What));
        }
        catch (Exception e) // no failure of any kind may start an image
        {
            return None(new(BootRules.Unexpected, e.GetType().Name));
        }
    }

    private BootOutcome Run()
    {
        _log.Info("Starting bootloader");
        var code = ReadCode();
        Protections(code);
        var state = new LoaderState(code, OpenOtp(code), machine.Protections);
        var session = new BootSession(machine, state, _log, _refused);
        var choice = ImageChoice.Of(session).Choose();
        byte[] first = BootTicket.Of(choice.Verdicts.Select(v => v.Ticket), BootTicket.Sound);
        var check = new HandOverCheck(state);
        byte[] second = check.Ticket(choice.Places, machine.Layout);
        BootHandOver.Demand(first, second);
        Raise(state, choice);
        var shared = MeasuredBoot.Of(state, choice);
        return new BootOutcome
        {
            Started = BootHandOver.Jump(choice, first, second, check.Raised(choice), _log),
            Shared = shared,
            Refused = _refused,
            Log = _log.Lines,
        };
    }

    private BootCode ReadCode()
    {
        var code = machine.LoadedCode ?? FlashedCode();
        if (code.Images > machine.Layout.Images.Count)
            throw Refuse(BootRules.BootCode, $"the boot code knows {code.Images} images; this chip has slots for {machine.Layout.Images.Count}");
        return code;
    }

    private BootCode FlashedCode()
    {
        var region = machine.Region(machine.Layout.BootCode);
        var head = new byte[BootCodeFile.HeadLength];
        if (!region.TryRead(0, head) || BootCodeFile.LengthOf(head) is not { } length)
            throw Refuse(BootRules.BootCode, "there is no boot code");
        var bytes = new byte[length];
        if (!region.TryRead(0, bytes) || !BootCodeFile.Parse(bytes).Try(out var code, out var fault))
            throw Refuse(BootRules.BootCode, "the boot code is damaged");
        return code;
    }

    // Before a signature is looked at.
    private void Protections(BootCode code)
    {
        var words = machine.Protections.Read();
        bool demanded = code.Demands(BootRuleSet.Protections);
        Tell("boot code write protection", words.BootCode, demanded);
        Tell("debug closed", words.Debug, demanded);
        if (demanded && words.BootCode != ProtectionWords.Closed)
            throw Refuse(BootRules.BootCodeOpen, "the boot code is not protected against writing");
        if (demanded && words.Debug != ProtectionWords.Closed)
            throw Refuse(BootRules.DebugOpen, "debug is not closed");
    }

    private void Tell(string name, ulong word, bool demanded)
    {
        string text = $"static protection: {name}: {(word == ProtectionWords.Closed ? "set" : "NOT SET")}";
        if (word == ProtectionWords.Closed)
            _log.Info(text);
        else if (demanded)
            _log.Error(text);
        else
            _log.Warn(text);
    }

    private BootOtp OpenOtp(BootCode code)
    {
        var otp = machine.OpenOtp(code.RotpkLength);
        otp.Recover();
        OtpProvisioning.Run(code, otp, _log);
        return otp;
    }

    // The reference raises it where an update is permanent or confirmed; in the modes that are here every image is.
    private static void Raise(LoaderState state, BootChoice choice)
    {
        if (!state.Code.Demands(BootRuleSet.Rollback))
            return;
        for (int image = 0; image < choice.Places.Count; image++)
            state.Otp.RaiseForEver(choice.Places[image].Image, (uint)choice.Verdicts[image].Counter);
    }

    private BootOutcome None(BootRefusal refusal)
    {
        _log.Error(refusal.Rule == BootRules.Unexpected ? "Unable to find bootable image" : $"Unable to find bootable image: {refusal.Rule}: {refusal.What}");
        return new BootOutcome { Refusal = refusal, Refused = _refused, Log = _log.Lines };
    }

    private static BootRefusedException Refuse(string rule, string what) => new(new(rule, what));
}
