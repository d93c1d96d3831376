namespace Rootline.Links.Gdb;

/// <summary>
/// The commands of a debug server that the protocol itself has no packets for; what lies behind <c>monitor</c> in gdb. Sources: the manuals
/// of QEMU, OpenOCD, pyOCD and of SEGGER's J-Link GDB server.
/// </summary>
public sealed record GdbServerProfile
{
    /// <summary>QEMU.</summary>
    public static readonly GdbServerProfile Qemu = new()
    {
        Name = "qemu",
        ResetAndHalt = "system_reset",
        ResetsLater = true,
        Question = "info status",
        Mark = "VM status",
    };

    /// <summary>OpenOCD.</summary>
    public static readonly GdbServerProfile OpenOcd = new()
    {
        Name = "openocd",
        ResetAndHalt = "reset halt",
        Halt = "halt",
        WipeFlash = "flash erase_sector 0 0 last",
        Question = "version",
        Mark = "Open On-Chip Debugger",
    };

    /// <summary>pyOCD.</summary>
    public static readonly GdbServerProfile PyOcd = new() { Name = "pyocd", ResetAndHalt = "reset halt", Halt = "halt", WipeFlash = "erase" };

    /// <summary>SEGGER's J-Link GDB server.</summary>
    public static readonly GdbServerProfile JLink = new() { Name = "jlink", ResetAndHalt = "reset", Halt = "halt", WipeFlash = "flash erase" };

    /// <summary>A virtual chip of ours.</summary>
    public static readonly GdbServerProfile Rootline = new()
    {
        Name = "rootline",
        ResetAndHalt = "reset halt",
        Halt = "halt",
        Question = "version",
        Mark = "Rootline",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<GdbServerProfile> All { get; } = [Rootline, Qemu, OpenOcd, PyOcd, JLink];

    /// <summary>The name on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>Resets the chip; the core stands before its first instruction.</summary>
    public required string ResetAndHalt { get; init; }

    /// <summary>Stops the core; null where there is no command and the protocol's own way serves.</summary>
    public string? Halt { get; init; }

    /// <summary>Erases all flash of the part that the server was configured for; null where there is none.</summary>
    public string? WipeFlash { get; init; }

    /// <summary>Whether the server resets some time after it answered: QEMU.</summary>
    public bool ResetsLater { get; init; }

    /// <summary>A command that changes nothing, and by whose answer the server is recognised; null where it must be named.</summary>
    public string? Question { get; init; }

    /// <summary>What that answer contains.</summary>
    public string Mark { get; init; } = "";

    /// <summary>The profile of a name, or null.</summary>
    /// <param name="name">A name on the command line.</param>
    public static GdbServerProfile? Find(string name) => All.FirstOrDefault(p => p.Name == name);
}
