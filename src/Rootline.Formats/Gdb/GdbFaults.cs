using Rootline.Core.Faults;

namespace Rootline.Formats.Gdb;

/// <summary>Faults of single packets of the GDB remote protocol.</summary>
public static class GdbFaults
{
    /// <summary>A packet is damaged.</summary>
    public static readonly FaultCode Packet = new(
        "gdb-packet", Party.Peer, "a packet of the debug server is damaged or too long", "check the connection and what listens at the address, then run the same command again");

    /// <summary>A packet is sound but does not say what it must.</summary>
    public static readonly FaultCode Content = new(
        "gdb-content", Party.Peer, "a packet of the debug server cannot be read", "check that a GDB server for a Cortex-M listens at the address");
}
