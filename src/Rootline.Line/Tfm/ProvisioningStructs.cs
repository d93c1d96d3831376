using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Tfm;
using Rootline.Links.Gdb;

namespace Rootline.Line.Tfm;

/// <summary>The two structs that a secure image takes from RAM: written, and wiped again. Source: tfm-provisioning sections 4 and 5.3.</summary>
internal sealed class ProvisioningStructs : IDisposable
{
    private readonly TfmParts _parts;
    private readonly (uint Address, Secret Content)[] _structs;

    /// <summary>Lays the structs out.</summary>
    /// <param name="parts">Target and secrets.</param>
    /// <param name="plan">Firmware and bundle.</param>
    /// <exception cref="FaultException">A text does not fit the firmware's struct (<see cref="ProvisioningFaults.Text"/>).</exception>
    public ProvisioningStructs(TfmParts parts, TfmPlan plan)
    {
        _parts = parts;
        using var assembly = new AssemblyAndTestData(parts.Secrets.Huk.Copy());
        using var rot = new PsaRotData
        {
            Iak = parts.Secrets.Iak.Copy(),
            IakLength = (uint)parts.Secrets.Iak.Length,
            IakType = plan.Bundle.IakType,
            IakId = plan.Bundle.IakId,
            BootSeed = parts.Secrets.BootSeed.Memory,
            ImplementationId = Convert.FromHexString(plan.Bundle.ImplementationId),
            CertificationReference = plan.Bundle.CertificationReference,
            VerificationServiceUrl = plan.Bundle.VerificationServiceUrl,
            ProfileDefinition = plan.Bundle.ProfileDefinition,
            EntropySeed = parts.Secrets.EntropySeed.Copy(),
        };
        var rotBytes = rot.ToBytes(plan.Firmware.Layout).OrThrow($"bundle {plan.Bundle.Id}");
        _structs = [(plan.Firmware.AssemblyAddress, assembly.ToBytes()), (plan.Firmware.RotAddress, rotBytes)];
    }

    // A device whose power was taken has another session.
    private GdbHost Host => _parts.Target.Host;

    /// <summary>Writes the one that a life cycle takes into the device's RAM.</summary>
    /// <param name="stage">ASSEMBLY_AND_TEST or PSA_ROT_PROVISIONING.</param>
    public void WriteFor(TfmLifecycle stage)
    {
        var (address, content) = _structs[stage == TfmLifecycle.AssemblyAndTest ? 0 : 1];
        Host.WriteMemory(address, content.Span);
    }

    /// <summary>Writes them into the device's RAM.</summary>
    public void Write()
    {
        foreach (var (address, content) in _structs)
            Host.WriteMemory(address, content.Span);
    }

    /// <summary>Overwrites them with zeros, and reads that.</summary>
    /// <param name="demand">Whether a failure is a fault; otherwise another one is on its way, and this is tried only.</param>
    /// <exception cref="FaultException"><see cref="TfmLineFaults.NotWiped"/>.</exception>
    public void Wipe(bool demand)
    {
        try
        {
            if (!demand && (Host.Poison is not null || Host.IsRunning))
                return;
            foreach (var (address, content) in _structs)
            {
                Host.WriteMemory(address, new byte[content.Length]);
                using var held = new Secret(content.Length);
                Host.ReadMemory(address, held.Span);
                if (held.Span.ContainsAnyExcept((byte)0))
                    throw TfmLineFaults.NotWiped.Exception($"0x{address:x8} is not zero");
            }
        }
        catch (FaultException) when (!demand)
        {
            // Why the step failed is what is told.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, content) in _structs)
            content.Dispose();
    }
}
