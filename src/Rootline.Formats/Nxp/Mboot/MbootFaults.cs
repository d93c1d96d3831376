using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Faults in the bytes of the boot loader protocol.</summary>
public static class MbootFaults
{
    /// <summary>A frame's CRC is wrong.</summary>
    public static readonly FaultCode FrameChecksum = new(
        "mboot-frame-checksum", Party.Device, "a frame of the boot loader has a wrong checksum", "check the cable, the ground and the baud rate, then run the same command again");

    /// <summary>A frame is longer than the receiver takes.</summary>
    public static readonly FaultCode FrameTooLong = new(
        "mboot-frame-too-long", Party.Device, "a frame of the boot loader announces more bytes than the receiver takes", "check the cable, the ground and the baud rate, then run the same command again");

    /// <summary>A packet's fields contradict each other or the document.</summary>
    public static readonly FaultCode PacketMalformed = new(
        "mboot-packet-malformed", Party.Device, "a packet of the boot loader has fields that do not fit", "check that the device runs a boot loader of the expected family");

    /// <summary>A report on USB does not hold what its header says.</summary>
    public static readonly FaultCode ReportMalformed = new(
        "mboot-report-malformed", Party.Device, "a USB report of the boot loader does not hold what its header says", "check that the device runs a boot loader of the expected family");
}
