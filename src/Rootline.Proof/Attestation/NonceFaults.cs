using Rootline.Core.Faults;

namespace Rootline.Proof.Attestation;

/// <summary>The rules of challenges that this side gave out.</summary>
public static class NonceFaults
{
    /// <summary>Never given out, or answered already.</summary>
    public static readonly FaultCode Unknown = new(
        "nonce-unknown", Party.Device, "a token answers a challenge that was not given out, or that was answered before", "ask the device again with a new challenge")
    {
        RejectsEvidence = true,
    };

    /// <summary>Too late.</summary>
    public static readonly FaultCode Expired = new(
        "nonce-expired", Party.Device, "a token answers a challenge that has expired", "ask the device again with a new challenge")
    {
        RejectsEvidence = true,
    };
}
