using Rootline.Core.Faults;

namespace Rootline.Formats.Psa.Rules;

/// <summary>The rules that claims break; each refusal names one, and the claim. Source: psa-attestation section 3.</summary>
public static class ClaimFaults
{
    private const string Next = "do not trust the device; ask the maker of its firmware why the token breaks its profile";

    /// <summary>The profile is missing where it must be, or not known.</summary>
    public static readonly FaultCode Profile = new(
        "claim-profile", Party.Device, "a token names a profile that is not known, or none where its rules want one", "check which profile the firmware was built with; see --profile-rules for those that are known")
    {
        RejectsEvidence = true,
    };

    /// <summary>A mandatory claim is missing.</summary>
    public static readonly FaultCode Missing = new("claim-missing", Party.Device, "a claim that the profile wants is missing", Next) { RejectsEvidence = true };

    /// <summary>A claim is of the wrong type.</summary>
    public static readonly FaultCode Type = new("claim-type", Party.Device, "a claim is of another type than the profile says", Next) { RejectsEvidence = true };

    /// <summary>A claim has the wrong length.</summary>
    public static readonly FaultCode Length = new("claim-length", Party.Device, "a claim is shorter or longer than the profile allows", Next) { RejectsEvidence = true };

    /// <summary>A claim has a value that the profile does not allow.</summary>
    public static readonly FaultCode Value = new("claim-value", Party.Device, "a claim has a value that the profile does not allow", Next) { RejectsEvidence = true };

    /// <summary>Claims contradict each other.</summary>
    public static readonly FaultCode Conflict = new(
        "claim-conflict", Party.Device, "a token lists software components and says that nothing was measured", Next)
    {
        RejectsEvidence = true,
    };
}
