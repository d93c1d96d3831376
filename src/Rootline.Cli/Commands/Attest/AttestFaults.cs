using Rootline.Core.Faults;

namespace Rootline.Cli.Commands.Attest;

/// <summary>Faults of the command lines of <c>attest</c>.</summary>
internal static class AttestFaults
{
    /// <summary>An empty folder.</summary>
    public static readonly FaultCode NoTokens = new(
        "attest-no-tokens", Party.Operator, "a folder holds no tokens", "name a token, or a folder with files that end with .cbor");

    /// <summary>Not hexadecimal.</summary>
    public static readonly FaultCode Hex = new(
        "attest-hex", Party.Operator, "an option wants bytes as hexadecimal digits", "give two digits a byte, without spaces");

    /// <summary>No key was named, or in too many ways.</summary>
    public static readonly FaultCode NoKey = new(
        "attest-key", Party.Operator, "it was not said in one way what tokens are verified with", "give --key, or any of --keys, --corim and --root; --unsigned-claims judges claim sets that nobody signed");

    /// <summary>A challenge of a length that no device takes.</summary>
    public static readonly FaultCode Challenge = new(
        "attest-challenge", Party.Operator, "a challenge has 32, 48 or 64 bytes, and is given by --challenge or by --nonces, not by both", "give the challenge that the device was asked with");

    /// <summary>A number out of its range.</summary>
    public static readonly FaultCode Lifetime = new(
        "attest-lifetime", Party.Operator, "a challenge lives from 1 second to 30 days", "give --seconds 1 to 2592000");

    /// <summary>Not an instance id.</summary>
    public static readonly FaultCode Device = new(
        "attest-instance-id", Party.Operator, "an instance id has 33 bytes, the first of them 01", "give the instance id as attest show prints it");

    /// <summary>Not a reason.</summary>
    public static readonly FaultCode Reason = new(
        "attest-reason", Party.Operator, "a reason has 1 to 200 characters, none of them a control character", "say shortly why the device is revoked");

    /// <summary>The store is in use.</summary>
    public static readonly FaultCode Busy = new(
        "attest-store-busy", Party.Station, "a store of keys or nonces is being changed by another command", "run the same command again when the other has ended");
}
