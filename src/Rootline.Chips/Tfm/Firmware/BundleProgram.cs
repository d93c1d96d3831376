using Rootline.Chips.Cpu;
using Rootline.Core.Secrets;
using Rootline.Formats.Tfm;

namespace Rootline.Chips.Tfm.Firmware;

/// <summary>
/// The code that a provisioning bundle brings along: it burns the keys of the images, the hardware unique key, the life cycle, the
/// data of the PSA root of trust, the life cycle again. Source: tfm-provisioning section 8.1.
/// </summary>
internal sealed class BundleProgram
{
    private readonly TfmState _state;

    /// <summary>Lays the program out.</summary>
    /// <param name="state">The device.</param>
    public BundleProgram(TfmState state)
    {
        _state = state;
        Layout = new($"bundle {Convert.ToHexString(state.Build.ToBytes())}", An521Map.BundleCode, An521Map.BundleData, isSecure: true);
        Main = Layout.Function("do_provision", CpuBodies.Of(call => (uint)BurnForEver(call)));
    }

    /// <summary>Its functions and its ELF file.</summary>
    public FirmwareLayout Layout { get; }

    /// <summary>Where it is entered: its first byte.</summary>
    public EntryPoint Main { get; }

    private PlatformError BurnForEver(CpuCall call)
    {
        var layout = _state.Build.Bundle;
        using var values = new Secret(layout.ValuesLength);
        call.Read(An521Map.BundleValues, values.Span);
        int next = 0;
        for (int image = 0; image < layout.Bl2.Rotpks; image++, next += layout.Bl2.RotpkLength)
        {
            if (_state.Otp.WriteForEver(OtpElement.Bl2Rotpk0 + image, values.Span.Slice(next, layout.Bl2.RotpkLength)) is not PlatformError.Success and var error)
                return error;
        }

        var huk = values.Span.Slice(next, AssemblyAndTestData.HukLength);
        if (_state.Otp.WriteForEver(OtpElement.Huk, huk) is not PlatformError.Success and var failed)
            return failed;
        if (_state.Lifecycle.AdvanceForEver(TfmLifecycle.PsaRotProvisioning) is not PlatformError.Success and var refused)
            return refused;
        return PsaRotBurning.BurnForEver(_state, values.Span.Slice(next + AssemblyAndTestData.HukLength, layout.PsaRot.ValuesLength));
    }
}
