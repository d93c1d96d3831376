using Rootline.Core.Faults;

namespace Rootline.Links.Tcp;

/// <summary>Faults of byte streams over TCP.</summary>
public static class TcpFaults
{
    /// <summary>Nobody listens there.</summary>
    public static readonly FaultCode Unreachable = new(
        "tcp-unreachable", Party.Station, "nobody takes a connection at a TCP address", "check host and port, and that the program on the other side runs");

    /// <summary>The port cannot be listened on.</summary>
    public static readonly FaultCode Unusable = new(
        "tcp-unusable", Party.Station, "a TCP port cannot be listened on", "choose another port, or 0 for any that is free");
}
