using Rootline.Core.Faults;

namespace Rootline.Proof.Attestation;

/// <summary>The rules of a token beyond its own form, and the end of a verification.</summary>
public static class TokenFaults
{
    /// <summary>The token is rejected.</summary>
    public static readonly FaultCode Rejected = Evidence(
        "attest-rejected", Party.Device, "a token breaks a rule", "do not trust the device; the reasons name the rules, rootline explain tells each");

    /// <summary>The token is in order, its device is not to be trusted.</summary>
    public static readonly FaultCode Untrusted = Evidence(
        "attest-untrusted", Party.Device, "a token is in order, but its device is in a state that must not be trusted", "bring the device into the secured state, then take a new token");

    /// <summary>Nobody knows the key.</summary>
    public static readonly FaultCode KeyUnknown = Evidence(
        "attest-key-unknown", Party.Operator, "no key is known for the instance id of a token", "name the device's key, or enroll the device where it is known to be genuine");

    /// <summary>The key is published.</summary>
    public static readonly FaultCode PublishedKey = Evidence(
        "attest-published-key", Party.Device, "a token is made with an attestation key whose private half everybody knows", "provision the device with a key of its own: with this one anybody can attest anything");

    /// <summary>Not the challenge.</summary>
    public static readonly FaultCode Challenge = Evidence(
        "attest-nonce", Party.Device, "a token does not answer the challenge that was given", "ask the device again with a new challenge: this token is an old one, or another's");

    /// <summary>Revoked.</summary>
    public static readonly FaultCode Revoked = Evidence(
        "attest-revoked", Party.Device, "a device was revoked in the store of keys", "do not trust the device; the text tells when it was revoked and why");

    /// <summary>Another boot seed.</summary>
    public static readonly FaultCode BootSeed = Evidence(
        "attest-boot-seed", Party.Device, "the boot seed is not the one of the session", "begin the session anew: the device has started again, or it is another one");

    /// <summary>A state that is not trusted.</summary>
    public static readonly FaultCode Lifecycle = Evidence(
        "attest-lifecycle", Party.Device, "a device is in a lifecycle state that must not be trusted", "bring the device into the secured state, then take a new token");

    /// <summary>Not in the policy.</summary>
    public static readonly FaultCode Policy = Evidence(
        "attest-policy", Party.Device, "a claim is none of those that the policy allows", "check that the policy is the one of this product; if it is, do not trust the device");

    /// <summary>No reference value.</summary>
    public static readonly FaultCode Reference = Evidence(
        "attest-reference", Party.Device, "a software component has no reference value", "add the reference value if the software is the product's; otherwise do not trust the device");

    private static FaultCode Evidence(string id, Party party, string meaning, string next) => new(id, party, meaning, next) { RejectsEvidence = true };
}
