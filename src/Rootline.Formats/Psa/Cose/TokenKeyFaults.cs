using Rootline.Core.Faults;

namespace Rootline.Formats.Psa.Cose;

/// <summary>Faults of the keys of tokens, and of what they verify.</summary>
public static class TokenKeyFaults
{
    /// <summary>Not a key that tokens are verified with.</summary>
    public static readonly FaultCode Form = new(
        "attest-key-form", Party.File, "a key is none that tokens are verified with: P-256, P-384, P-521, or 16 to 128 bytes of a symmetric key", "check that the right file was named");

    /// <summary>The key does not fit the token's algorithm.</summary>
    public static readonly FaultCode Kind = new(
        "attest-key-kind", Party.Operator, "a key is of another type or curve than the token's algorithm", "name the key of this device; a public key never verifies a MAC")
    {
        RejectsEvidence = true,
    };

    /// <summary>A signature of the wrong length.</summary>
    public static readonly FaultCode SignatureLength = new(
        "attest-signature-length", Party.Device, "a token's signature or MAC does not have the one length of its algorithm", "do not trust the token; check whether it was cut or converted on its way")
    {
        RejectsEvidence = true,
    };

    /// <summary>A signature that does not verify.</summary>
    public static readonly FaultCode Signature = new(
        "attest-signature", Party.Device, "a token's signature or MAC does not verify", "do not trust the token; check that the key is this device's")
    {
        RejectsEvidence = true,
    };
}
