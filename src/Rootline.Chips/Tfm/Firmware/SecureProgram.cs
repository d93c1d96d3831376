using Rootline.Chips.Cpu;
using Rootline.Formats.Tfm;
using Rootline.Services.Attestation;

namespace Rootline.Chips.Tfm.Firmware;

/// <summary>
/// The secure image: provisioning before anything else of it, then the services. One that cannot be provisioned resets the device or
/// halts. Source: tfm-provisioning sections 5.1 to 5.3.
/// </summary>
internal sealed class SecureProgram
{
    private const uint MainSize = 128;
    private const uint DataAt = 0x4000;
    private readonly TfmState _state;
    private readonly NonSecureProgram _nonSecure;
    private readonly OtpFunctions _otp;
    private readonly EntryPoint _perform;
    private readonly EntryPoint _panic;
    private readonly EntryPoint _reset;
    private readonly uint _assembly;
    private readonly uint _rot;

    /// <summary>Lays the program out.</summary>
    /// <param name="state">The device.</param>
    /// <param name="nonSecure">What it starts.</param>
    public SecureProgram(TfmState state, NonSecureProgram nonSecure)
    {
        (_state, _nonSecure) = (state, nonSecure);
        Layout = new($"tfm_s {Convert.ToHexString(state.Build.ToBytes())}", An521Map.SecureCode, DataAddress, isSecure: true);
        Main = Layout.Function("main", Run, MainSize);
        _otp = new(state, Layout, provisions: !state.Build.PollsForBundle);
        _perform = Layout.Function("tfm_plat_provisioning_perform", Perform);
        _panic = Layout.Function("tfm_core_panic", Panic);
        _reset = Layout.Function("tfm_hal_system_reset", _ => [CpuStep.Reset]);
        _rot = Layout.Data(PsaRotData.Symbol, (uint)state.Build.PsaRot.Length);
        _assembly = Layout.Data(AssemblyAndTestData.Symbol, AssemblyAndTestData.Length);
    }

    /// <summary>Its functions and its ELF file.</summary>
    public FirmwareLayout Layout { get; }

    /// <summary>Where it starts.</summary>
    public EntryPoint Main { get; }

    /// <summary>Where its data begin in RAM.</summary>
    public uint DataAddress { get; } = An521Map.SecureRam + DataAt;

    private IEnumerable<CpuStep> Run(CpuCall call)
    {
        yield return CpuStep.Call(_otp.Init);
        if (call.Result != 0)
            yield return CpuStep.Call(_panic);
        yield return CpuStep.Call(_otp.IsRequired);
        bool wasRequired = call.Result != 0;
        if (wasRequired)
        {
            yield return CpuStep.Call(_perform);
            if (call.Result != 0)
                yield return CpuStep.Call(_panic);
        }

        if (_state.HasDummyKey && !wasRequired)
            Say(TfmMessages.SecureDummyKeys);
        _state.Attestation = new AttestationService(_state.Build.Attestation, new TfmPlatform(_state), _state.Entropy);
        Say(TfmMessages.SecureStarted(_state.Build.Version));
        yield return CpuStep.Start(_nonSecure.Main, An521Map.NonSecureStack);
    }

    private IEnumerable<CpuStep> Perform(CpuCall call)
    {
        Say(["[INF] Beginning TF-M provisioning\r\n"]);
        if (_state.Build.HasDummyProvisioning)
            Say(TfmMessages.SecureDummyProvisioning);
        var provisioning = new SecureProvisioning(_state, call);
        var outcome = provisioning.Run(_assembly, _rot);
        if (outcome.Complaint is { } complaint)
            _state.Console.Put(_state.Build.IsOld ? $"{complaint}\r\n\0" : $"{complaint}\r\n");
        call.Return = (uint)outcome.Error;
        if (_state.TakeReset())
            yield return CpuStep.Reset;
    }

    private IEnumerable<CpuStep> Panic(CpuCall call)
    {
        while (_state.Build.HaltsOnPanic)
            yield return CpuStep.Wait;
        yield return CpuStep.Call(_reset);
    }

    // The releases from 2.2 on are built with a log level at which the secure image tells errors only.
    private void Say(IReadOnlyList<string> pieces)
    {
        if (!_state.Build.IsOld)
            return;
        foreach (string piece in pieces)
            _state.Console.Put(piece + "\0");
    }
}
