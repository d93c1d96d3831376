using Rootline.Core.Faults;

namespace Rootline.Oem.Custody;

/// <summary>Faults of keys and of who keeps them.</summary>
public static class CustodyFaults
{
    /// <summary>The key itself is wanted, and it lies where it cannot be taken out.</summary>
    public static readonly FaultCode KeyStays = new(
        "custody-key-stays", Party.Operator, "a private key must be loaded or written, and the one that is named lies where it never leaves: in a token or behind a program", "name a key in a file for this; a token's key signs images, files, waivers and seals");

    /// <summary>The key cannot do this.</summary>
    public static readonly FaultCode Unfit = new(
        "custody-key-unfit", Party.Operator, "a key is not of a kind that can sign what it is asked to sign", "name a key of a kind that fits");

    /// <summary>A custodian's signature does not verify.</summary>
    public static readonly FaultCode BadSignature = new(
        "custody-bad-signature", Party.Peer, "a custodian gave a signature that its public key does not verify; it was not used", "check that the public key and the private key belong together; if they do, stop using this custodian");

    /// <summary>A password or PIN cannot be had.</summary>
    public static readonly FaultCode NoSecret = new(
        "custody-no-secret", Party.Operator, "a password or PIN is wanted and cannot be had from where it should come", "check the file or environment variable that was named, or run the command on a terminal");

    /// <summary>A key file is there already.</summary>
    public static readonly FaultCode Exists = new(
        "custody-file-exists", Party.Operator, "a file is there already where a key should be written", "name another file; write over the old one, with the option for that, only when nothing needs its key");
}
