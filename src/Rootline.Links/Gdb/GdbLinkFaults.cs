using Rootline.Core.Faults;

namespace Rootline.Links.Gdb;

/// <summary>Faults between a host and a debug server.</summary>
public static class GdbLinkFaults
{
    /// <summary>The server does not answer.</summary>
    public static readonly FaultCode NoAnswer = new(
        "gdb-no-answer", Party.Peer, "the debug server does not answer", "check that it runs and that no other debugger is connected, then run the same command again");

    /// <summary>The server answers something that does not belong here.</summary>
    public static readonly FaultCode OutOfStep = new(
        "gdb-out-of-step", Party.Peer, "the debug server answers something else than it was asked", "start the debug server anew, then run the same command again");

    /// <summary>The server cannot do what is needed.</summary>
    public static readonly FaultCode Unsupported = new(
        "gdb-unsupported", Party.Peer, "the debug server lacks something that is needed", "use a server of the table in docs/debug.md, or a newer version of it");

    /// <summary>The server refused a command.</summary>
    public static readonly FaultCode Refused = new(
        "gdb-refused", Party.Peer, "the debug server refused a command", "look at the server's own messages; nothing was done by this command");

    /// <summary>Memory cannot be reached.</summary>
    public static readonly FaultCode Memory = new(
        "gdb-memory", Party.Device, "memory cannot be read or written at an address", "a core in its non-secure state shows no secure memory: check where it stands, and that the ELF files belong to the device");

    /// <summary>It is no Cortex-M.</summary>
    public static readonly FaultCode OtherCore = new(
        "gdb-other-core", Party.Device, "the core behind the debug server is not a Cortex-M", "check which board and core the debug server is connected to");

    /// <summary>The core runs on.</summary>
    public static readonly FaultCode DoesNotStop = new(
        "gdb-does-not-stop", Party.Device, "the core does not reach the place where it should stop", "check that the ELF files belong to the firmware in the device, and read its console");

    /// <summary>The core stopped elsewhere.</summary>
    public static readonly FaultCode StoppedElsewhere = new(
        "gdb-stopped-elsewhere", Party.Device, "the core stopped at another place than it should", "check that the ELF files belong to the firmware in the device, and read its console");

    /// <summary>The session was used after a fault.</summary>
    public static readonly FaultCode Poisoned = new(
        "gdb-poisoned", Party.Peer, "the connection to the debug server failed before and cannot be used further", "run the same command again: it looks first at the state of the device");

    /// <summary>The server is not on this machine.</summary>
    public static readonly FaultCode NotLoopback = new(
        "gdb-not-loopback", Party.Operator, "a debug server beyond this machine would see secrets in the clear, and so would the network",
        "connect the debug probe to this machine, or allow it by name with the option that the command's help shows");
}
