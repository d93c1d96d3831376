using Rootline.Core.Faults;

namespace Rootline.Cli.Commands.Tfm;

/// <summary>Faults of what the operator gives to the commands for TF-M.</summary>
internal static class TfmCommandFaults
{
    public static readonly FaultCode KeyKind = new(
        "tfm-key-kind", Party.Operator, "bundles are sealed for keys of P-256", "make a key with rootline image keygen -t ecdsa-p256 and give it here");

    public static readonly FaultCode Digits = new(
        "tfm-digits", Party.Operator, "a value is not hexadecimal digits of the right number", "write two digits a byte, without spaces");

    public static readonly FaultCode Power = new(
        "tfm-power-command", Party.Station, "the program that should take the device's power away and give it again did not do so", "run it by hand; then run again with the same bundle: it goes on where it stopped");

    public static readonly FaultCode ImportMany = new(
        "tfm-import-many", Party.Operator, "secrets were given for more than one device", "import secrets for one bundle at a time, or leave them out: each bundle draws its own");
}
