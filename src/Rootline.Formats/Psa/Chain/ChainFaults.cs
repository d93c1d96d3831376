using Rootline.Core.Faults;

namespace Rootline.Formats.Psa.Chain;

/// <summary>Faults of the certificates that a token brings with it (x5chain, RFC 9360).</summary>
public static class ChainFaults
{
    /// <summary>A certificate that cannot be judged.</summary>
    public static readonly FaultCode Form = new(
        "attest-chain-form", Party.Device, "a certificate in a token is no X.509 certificate of version 3 with ECDSA keys, or there are too many of them", "name the device's key with --key; ask the maker of the device for certificates of this form")
    {
        RejectsEvidence = true,
    };

    /// <summary>A chain that leads nowhere.</summary>
    public static readonly FaultCode Broken = new(
        "attest-chain", Party.Device, "the certificates in a token do not lead from the device's key to a root that was named", "check that --root is the certificate of this device's maker; if it is, do not trust the device")
    {
        RejectsEvidence = true,
    };

    /// <summary>Out of its time.</summary>
    public static readonly FaultCode Time = new(
        "attest-chain-time", Party.Device, "a certificate on the way from a device's key to its root is not valid at this time", "check the clock; ask the maker of the device for valid certificates")
    {
        RejectsEvidence = true,
    };

    /// <summary>Not a root.</summary>
    public static readonly FaultCode Root = new(
        "attest-root", Party.Operator, "a root is not the certificate of a certification authority with an ECDSA key", "name the maker's root certificate (PEM or DER), not a device's certificate and not a key");
}
