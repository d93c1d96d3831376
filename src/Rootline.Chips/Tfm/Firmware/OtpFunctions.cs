using Rootline.Chips.Cpu;
using Rootline.Formats.Tfm;

namespace Rootline.Chips.Tfm.Firmware;

/// <summary>The functions of one-time memory that loader and secure image have alike. Source: tfm-provisioning sections 2 and 14.</summary>
internal sealed class OtpFunctions
{
    private readonly TfmState _state;

    /// <summary>Adds the functions to an image.</summary>
    /// <param name="state">The device.</param>
    /// <param name="layout">The image.</param>
    /// <param name="provisions">False for an image whose provisioning is an empty stub: it never asks for data.</param>
    public OtpFunctions(TfmState state, FirmwareLayout layout, bool provisions = true)
    {
        _state = state;
        Init = layout.Function("tfm_plat_otp_init", CpuBodies.Of(_ => (uint)state.Otp.Open()));
        layout.Function("tfm_plat_otp_read", CpuBodies.Of(Read));
        layout.Function("tfm_plat_otp_write", WriteAndReset);
        layout.Function("tfm_plat_otp_get_size", CpuBodies.Of(Size));
        IsRequired = layout.Function("tfm_plat_provisioning_is_required", CpuBodies.Of(_ => provisions && state.Lifecycle.Burned.NeedsProvisioning() ? 1u : 0));
    }

    /// <summary>Makes one-time memory ready.</summary>
    public EntryPoint Init { get; }

    /// <summary>Tells whether provisioning is due.</summary>
    public EntryPoint IsRequired { get; }

    // Number, bytes that the caller has room for, where to.
    private uint Read(CpuCall call)
    {
        if (Element(call) is not { } element || _state.Otp.LengthOf(element, out int length) != PlatformError.Success)
            return (uint)PlatformError.Unsupported;
        var value = new byte[Math.Min((uint)length, call.Argument(1))];
        var error = _state.Otp.Read(element, value);
        if (error == PlatformError.Success)
            call.Write(call.Argument(2), value);
        return (uint)error;
    }

    // A life cycle in fuses is the hardware's: the function does not return.
    private IEnumerable<CpuStep> WriteAndReset(CpuCall call)
    {
        call.Return = Write(call);
        if (_state.TakeReset())
            yield return CpuStep.Reset;
    }

    // Number, bytes, where from.
    private uint Write(CpuCall call)
    {
        if (Element(call) is not { } element || _state.Otp.LengthOf(element, out int length) != PlatformError.Success)
            return (uint)PlatformError.Unsupported;
        if (call.Argument(1) > (uint)length)
            return (uint)PlatformError.InvalidInput;
        var value = new byte[call.Argument(1)];
        call.Read(call.Argument(2), value);
        return (uint)_state.Otp.WriteForEver(element, value);
    }

    // Number, where the size goes.
    private uint Size(CpuCall call)
    {
        if (Element(call) is not { } element || _state.Otp.LengthOf(element, out int length) is not PlatformError.Success)
            return (uint)PlatformError.Unsupported;
        call.WriteWord(call.Argument(1), (uint)length);
        return (uint)PlatformError.Success;
    }

    private OtpElement? Element(CpuCall call) => call.Argument(0) <= int.MaxValue ? _state.Otp.ElementOf((int)call.Argument(0)) : null;
}
