using Rootline.Core.Faults;

namespace Rootline.Links.Serial;

/// <summary>Faults of serial ports.</summary>
public static class SerialFaults
{
    /// <summary>There is no port of that name.</summary>
    public static readonly FaultCode Missing = new(
        "serial-missing", Party.Station, "there is no serial port of that name", "check the name and the cable; ls /dev/serial/by-id lists the adapters that are plugged in");

    /// <summary>The user may not open the port.</summary>
    public static readonly FaultCode Denied = new(
        "serial-denied", Party.Station, "the user has no access to a serial port", "add the user to the group that owns the port, then log in again");

    /// <summary>What was named is no terminal.</summary>
    public static readonly FaultCode NotTerminal = new(
        "serial-not-a-terminal", Party.Operator, "what was named as a serial port is no terminal", "check the name: a serial port is a device such as /dev/ttyUSB0");

    /// <summary>The port cannot run at the rate.</summary>
    public static readonly FaultCode Rate = new(
        "serial-rate", Party.Station, "a serial port cannot run at a baud rate", "choose another rate, or an adapter that knows this one");

    /// <summary>The other side does not take bytes.</summary>
    public static readonly FaultCode Stalled = new(
        "serial-stalled", Party.Station, "a serial port takes no more bytes", "check the cable and whether the other side holds the line, then run the same command again");
}
