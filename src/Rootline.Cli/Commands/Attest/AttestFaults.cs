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

    /// <summary>No key was named.</summary>
    public static readonly FaultCode NoKey = new(
        "attest-no-key", Party.Operator, "nothing was named to verify tokens with", "give --key, --keys or --corim; --unsigned-claims judges claim sets that nobody signed");

    /// <summary>A challenge of a length that no device takes.</summary>
    public static readonly FaultCode Challenge = new(
        "attest-challenge", Party.Operator, "a challenge has 32, 48 or 64 bytes", "give the challenge that the device was asked with");
}
