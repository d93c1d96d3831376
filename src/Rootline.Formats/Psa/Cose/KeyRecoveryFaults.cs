using Rootline.Core.Faults;

namespace Rootline.Formats.Psa.Cose;

/// <summary>Faults of finding a device's key in its token.</summary>
public static class KeyRecoveryFaults
{
    /// <summary>A MAC tells nothing of its key.</summary>
    public static readonly FaultCode Symmetric = new(
        "enroll-symmetric", Party.Operator, "a token with a MAC cannot be enrolled by itself: nothing in it tells its key", "name the file of the symmetric key with --key");

    /// <summary>No key fits.</summary>
    public static readonly FaultCode NoKey = new(
        "enroll-no-key", Party.Device, "none of the keys that a token's signature can be of has the token's instance id", "name the device's public key with --key: the instance id is made in another way, or the token was changed")
    {
        RejectsEvidence = true,
    };
}
