using Rootline.Core.Faults;

namespace Rootline.Line.Tfm;

/// <summary>Faults of provisioning a device with TF-M.</summary>
public static class TfmLineFaults
{
    /// <summary>The ELF file is not that of the firmware in the device.</summary>
    public static readonly FaultCode OtherElf = new(
        "tfm-elf-other", Party.Operator, "an ELF file is not that of the firmware in the device", "give the ELF files of the build that is in the device; nothing was done to it");

    /// <summary>The firmware carries dummy data.</summary>
    public static readonly FaultCode DummyFirmware = new(
        "tfm-elf-dummy", Party.Operator, "the firmware was built with dummy provisioning: it would burn published keys", "build it with TFM_DUMMY_PROVISIONING=OFF, flash it to a blank device, then run again");

    /// <summary>The provisioning structs are not in RAM.</summary>
    public static readonly FaultCode StructPlace = new(
        "tfm-struct-place", Party.Operator, "a provisioning struct of the secure image cannot be written: it does not lie in RAM", "build the secure image with PLATFORM_DEFAULT_PROVISIONING=ON and TFM_DUMMY_PROVISIONING=OFF");

    /// <summary>The device is of no use any more.</summary>
    public static readonly FaultCode Lifecycle = new(
        "tfm-lifecycle", Party.Device, "the device's life cycle is none in which it can be provisioned", "take the device out: it is decommissioned, or its one-time memory was changed");

    /// <summary>The device holds something of another bundle.</summary>
    public static readonly FaultCode OtherBundle = new(
        "tfm-other-bundle", Party.Device, "the device holds data of another bundle", "give the bundle that its provisioning was begun with; nothing was changed");

    /// <summary>The device's provisioning was begun or done elsewhere.</summary>
    public static readonly FaultCode Elsewhere = new(
        "tfm-begun-elsewhere", Party.Device, "the device holds this bundle, and this ledger knows nothing of it", "go on at the station whose ledger holds the bundle's run");

    /// <summary>The bundle's secrets may be in another device.</summary>
    public static readonly FaultCode OtherDevice = new(
        "tfm-other-device", Party.Device, "the bundle's secrets may be in another device", "put that device back; a bundle is for one device alone, so give this one a bundle of its own");

    /// <summary>The bundle was used.</summary>
    public static readonly FaultCode Used = new(
        "tfm-bundle-used", Party.Operator, "the bundle was used for a device before", "give each device a bundle of its own");

    /// <summary>The device contradicts the journal.</summary>
    public static readonly FaultCode Contradiction = new(
        "tfm-contradicts-journal", Party.Device, "the device's state contradicts the station's journal", "set the device aside; check that the ledger is not an older copy");

    /// <summary>The firmware has no place for a value.</summary>
    public static readonly FaultCode NoPlace = new(
        "tfm-no-place", Party.Operator, "the firmware has no place for a value of the bundle", "leave the value out of the bundle, or build the firmware with a place for it");

    /// <summary>One-time memory refused a value.</summary>
    public static readonly FaultCode Refused = new(
        "tfm-otp-refused", Party.Device, "the device's own code refused to read or burn a value", "run again with the same bundle: it goes on where it stopped; if it is refused again, set the device aside");

    /// <summary>Provisioning failed in the device.</summary>
    public static readonly FaultCode Failed = new(
        "tfm-provisioning-failed", Party.Device, "the device's own provisioning code ended with an error", "run again with the same bundle: it goes on where it stopped; if it fails again, set the device aside");

    /// <summary>A value reads back differently.</summary>
    public static readonly FaultCode ReadBack = new(
        "tfm-read-back", Party.Device, "one-time memory does not hold what was burned", "set the device aside: it must not be used");

    /// <summary>The device is not secured.</summary>
    public static readonly FaultCode NotSecured = new(
        "tfm-not-secured", Party.Device, "the device is not in the life cycle SECURED after its provisioning and a reset", "run again with the same bundle: it goes on where it stopped");

    /// <summary>Secrets were left in RAM.</summary>
    public static readonly FaultCode NotWiped = new(
        "tfm-ram-not-wiped", Party.Device, "a provisioning struct could not be wiped from the device's RAM", "take the device's power away before anything else");

    /// <summary>The operator answered no.</summary>
    public static readonly FaultCode Declined = new(
        "tfm-declined", Party.Operator, "the operator does not want these values to be burned", "run the same command again when the answer is yes; nothing was burned");

    /// <summary>No token was given.</summary>
    public static readonly FaultCode NoToken = new(
        "tfm-no-token", Party.Device, "the device gave no attestation token", "name a function with --stop-at at which the non-secure image is ready to call, and run again: only the token is taken");

    /// <summary>The token is wrong.</summary>
    public static readonly FaultCode Token = new(
        "tfm-token", Party.Device, "the device's attestation token does not prove the key that was injected", "set the device aside: it must not be used; have the token judged with rootline attest verify");
}
