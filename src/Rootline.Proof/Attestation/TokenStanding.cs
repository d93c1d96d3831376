namespace Rootline.Proof.Attestation;

/// <summary>What a token is worth. The names in lower case are a promise to scripts.</summary>
public enum TokenStanding
{
    /// <summary>Signed, fresh where a challenge was given, as its profile and the policy want it.</summary>
    Accept,

    /// <summary>A rule is broken.</summary>
    Reject,

    /// <summary>In order and signed, but the device is in a state in which its word is not to be trusted.</summary>
    Untrusted,
}
