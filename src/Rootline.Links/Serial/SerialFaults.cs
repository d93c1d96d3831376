using Rootline.Core.Faults;

namespace Rootline.Links.Serial;

/// <summary>Faults of serial ports.</summary>
public static class SerialFaults
{
    /// <summary>The other side does not take bytes.</summary>
    public static readonly FaultCode Stalled = new(
        "serial-stalled", Party.Station, "a serial port takes no more bytes", "check the cable and whether the other side holds the line, then run the same command again");
}
