using System.Buffers.Binary;
using Rootline.Chips.Cpu;
using Rootline.Core.Secrets;
using Rootline.Formats.Psa;
using Rootline.Formats.Tfm;

namespace Rootline.Chips.Tfm.Firmware;

/// <summary>
/// What the secure image burns: HUK, then the life cycle, then the data of the PSA root of trust, then the life cycle again. A word is
/// burned by its bytes as they stand in RAM; what an interruption left is completed by the same data. Source: tfm-provisioning
/// sections 4 and 5.1.
/// </summary>
/// <param name="state">The device.</param>
/// <param name="call">Its memory.</param>
internal sealed class SecureProvisioning(TfmState state, CpuCall call)
{
    private const int Word = 4;

    /// <summary>Provisions from the state that is burned.</summary>
    /// <param name="assembly">Where the struct of the first stage lies.</param>
    /// <param name="rot">Where that of the second lies.</param>
    public ProvisioningOutcome Run(uint assembly, uint rot)
    {
        if (state.Lifecycle.Burned == TfmLifecycle.AssemblyAndTest && AssemblyAndTest(assembly) is { Error: not PlatformError.Success } first)
            return first;
        return state.Lifecycle.Burned == TfmLifecycle.PsaRotProvisioning ? PsaRot(rot) : new(PlatformError.Success, null);
    }

    private ProvisioningOutcome AssemblyAndTest(uint address)
    {
        using var data = Struct(address, AssemblyAndTestData.Length, DummyProvisioning.AssemblyAndTest);
        if (BinaryPrimitives.ReadUInt32LittleEndian(data.Span) != AssemblyAndTestData.Magic)
            return new(PlatformError.InvalidInput, TfmMessages.NoAssemblyData);
        var error = state.Otp.WriteForEver(OtpElement.Huk, data.Span[Word..]);
        return new(error == PlatformError.Success ? state.Lifecycle.AdvanceForEver(TfmLifecycle.PsaRotProvisioning) : error, null);
    }

    private ProvisioningOutcome PsaRot(uint address)
    {
        var layout = state.Build.PsaRot;
        using var data = Struct(address, layout.Length, () => DummyProvisioning.PsaRot(layout, state.Build.Profile.Id()));
        if (BinaryPrimitives.ReadUInt32LittleEndian(data.Span) != PsaRotData.Magic)
            return new(PlatformError.InvalidInput, TfmMessages.NoRotData);
        return new(PsaRotBurning.BurnForEver(state, data.Span[Word..]), null);
    }

    private Secret Struct(uint address, int length, Func<byte[]> dummy)
    {
        if (state.Build.HasDummyProvisioning)
            return Secret.Take(dummy());
        var data = new Secret(length);
        call.Read(address, data.Span);
        return data;
    }
}

/// <summary>What became of provisioning.</summary>
/// <param name="Error">What the function answers.</param>
/// <param name="Complaint">What is printed, or null.</param>
internal sealed record ProvisioningOutcome(PlatformError Error, string? Complaint);
