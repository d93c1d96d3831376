using Rootline.Core.Faults;

namespace Rootline.Proof.Attestation;

/// <summary>Faults of enrolling devices.</summary>
public static class EnrolFaults
{
    /// <summary>Known with another key.</summary>
    public static readonly FaultCode Conflict = new(
        "enroll-conflict", Party.Device, "an instance id is known with another key", "find out which of the two devices is the genuine one; the store was not changed")
    {
        RejectsEvidence = true,
    };
}
