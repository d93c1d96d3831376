using Rootline.Formats.Nordic;

namespace Rootline.Links.Gdb;

/// <summary>
/// The commands of a debug server that the protocol itself has no packets for; what lies behind <c>monitor</c> in gdb: the one table of
/// them. Those of QEMU and of our own server were tried; those of OpenOCD, pyOCD and J-Link are words in common use, and no such server was
/// seen here.
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
        ResetAndRun = ["reset run"],
        WipeFlash = "flash erase_sector 0 0 last",
        EraseThroughControlPort = new Dictionary<NordicSeries, string> { [NordicSeries.Nrf53] = "nrf53_recover", [NordicSeries.Nrf91] = "nrf91_recover" },
        Question = "version",
        Mark = "Open On-Chip Debugger",
    };

    /// <summary>pyOCD.</summary>
    public static readonly GdbServerProfile PyOcd = new()
    {
        Name = "pyocd",
        ResetAndHalt = "reset halt",
        ResetAndRun = ["reset"],
        Halt = "halt",
        WipeFlash = "erase",
        EraseThroughControlPort = ForEverySeries("unlock"),
    };

    /// <summary>SEGGER's J-Link GDB server.</summary>
    public static readonly GdbServerProfile JLink = new()
    {
        Name = "jlink",
        ResetAndHalt = "reset",
        ResetAndRun = ["reset", "go"],
        Halt = "halt",
        WipeFlash = "flash erase",
    };

    /// <summary>A virtual chip of ours.</summary>
    public static readonly GdbServerProfile Rootline = new()
    {
        Name = "rootline",
        ResetAndHalt = "reset halt",
        ResetAndRun = ["reset run"],
        Halt = "halt",
        EraseThroughControlPort = ForEverySeries("recover"),
        Question = "version",
        Mark = "Rootline",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<GdbServerProfile> All { get; } = [Rootline, Qemu, OpenOcd, PyOcd, JLink];

    /// <summary>Those that are used with Nordic parts: flash behind vFlash packets, and a reset that lets the part run.</summary>
    public static IReadOnlyList<GdbServerProfile> ForNordic { get; } = [.. All.Where(p => p.ResetAndRun.Count > 0)];

    /// <summary>The name on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>Resets the chip; the core stands before its first instruction.</summary>
    public required string ResetAndHalt { get; init; }

    /// <summary>Commands that reset the chip and let it run, in their order; none where the server is not used for this.</summary>
    public IReadOnlyList<string> ResetAndRun { get; init; } = [];

    /// <summary>Stops the core; null where there is no command and the protocol's own way serves.</summary>
    public string? Halt { get; init; }

    /// <summary>Erases all flash of the part that the server was configured for; null where there is none.</summary>
    public string? WipeFlash { get; init; }

    /// <summary>The command that erases a whole Nordic part through its CTRL-AP, for each series that one is known for. Cannot be undone.</summary>
    public IReadOnlyDictionary<NordicSeries, string> EraseThroughControlPort { get; init; } = new Dictionary<NordicSeries, string>();

    /// <summary>Whether the server resets some time after it answered: QEMU.</summary>
    public bool ResetsLater { get; init; }

    /// <summary>A command that changes nothing, and by whose answer the server is recognised; null where it must be named.</summary>
    public string? Question { get; init; }

    /// <summary>What that answer contains.</summary>
    public string Mark { get; init; } = "";

    /// <summary>The profile of a name, or null.</summary>
    /// <param name="name">A name on the command line.</param>
    public static GdbServerProfile? Find(string name) => All.FirstOrDefault(p => p.Name == name);

    private static Dictionary<NordicSeries, string> ForEverySeries(string command) => Enum.GetValues<NordicSeries>().ToDictionary(s => s, _ => command);
}
