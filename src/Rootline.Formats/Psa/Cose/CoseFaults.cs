using Rootline.Core.Faults;

namespace Rootline.Formats.Psa.Cose;

/// <summary>Faults of the COSE envelope of tokens (RFC 9052).</summary>
public static class CoseFaults
{
    /// <summary>Not the envelope.</summary>
    public static readonly FaultCode Envelope = new(
        "cose-envelope", Party.File, "the bytes are not a COSE_Sign1 or COSE_Mac0 of four parts with its tag", "check that the right file was named: a token is the binary CBOR that the device gave, without text around it");

    /// <summary>The payload is not inside.</summary>
    public static readonly FaultCode Payload = new(
        "cose-payload", Party.File, "the payload of a token is missing or empty", "have the token made again with its claims inside");

    /// <summary>No algorithm in the protected header.</summary>
    public static readonly FaultCode NoAlgorithm = new(
        "cose-no-algorithm", Party.File, "the protected header of a token names no algorithm", "do not trust the token: what it was made with could be chosen by whoever carried it");

    /// <summary>The algorithm is not allowed.</summary>
    public static readonly FaultCode Algorithm = new(
        "cose-algorithm", Party.File, "a token's algorithm is none of ES256, ES384, ES512 and HMAC with a whole tag, or does not fit its envelope", "have the device use one of the algorithms of the TF-M profile");

    /// <summary>A header that is not one.</summary>
    public static readonly FaultCode Header = new(
        "cose-header", Party.File, "a header of a token has a label twice, in both parts, or a value of the wrong type", "do not trust the sender: no device makes such a token");

    /// <summary>A critical header parameter that is not understood.</summary>
    public static readonly FaultCode Critical = new(
        "cose-critical", Party.File, "a token names a header parameter as critical that is not known here", "ask the maker of the device what the parameter means: a token must not be accepted without it");
}
