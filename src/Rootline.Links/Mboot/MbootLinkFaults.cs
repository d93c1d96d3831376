using Rootline.Core.Faults;

namespace Rootline.Links.Mboot;

/// <summary>Faults between a host and a boot loader.</summary>
public static class MbootLinkFaults
{
    /// <summary>The device does not answer.</summary>
    public static readonly FaultCode NoAnswer = new(
        "mboot-no-answer", Party.Device, "the boot loader does not answer", "check power, cable and that the device is in its serial boot loader, then run the same command again");

    /// <summary>The device answers something that does not belong here.</summary>
    public static readonly FaultCode OutOfStep = new(
        "mboot-out-of-step", Party.Device, "the boot loader answers something else than it was asked", "reset the device, then run the same command again");

    /// <summary>Frames stay damaged after every repetition.</summary>
    public static readonly FaultCode Damaged = new(
        "mboot-damaged", Party.Device, "frames of the boot loader stay damaged after repetition", "check the cable, the ground and the baud rate, then run the same command again");

    /// <summary>The device answered with a status other than success.</summary>
    public static readonly FaultCode Refused = new(
        "mboot-refused", Party.Device, "the boot loader refused a command", "look up the status in the message; the device's state decides what comes next");

    /// <summary>The session was used after a fault.</summary>
    public static readonly FaultCode Poisoned = new(
        "mboot-poisoned", Party.Device, "the connection to the boot loader failed before and cannot be used further", "connect anew and ask the device for its state first");
}
