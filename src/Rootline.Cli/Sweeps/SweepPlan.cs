namespace Rootline.Cli.Sweeps;

/// <summary>What a sweep is to do.</summary>
internal sealed record SweepPlan
{
    /// <summary>The chip file; each case has a copy of it.</summary>
    public required string ChipFile { get; init; }

    /// <summary>The host command with its arguments.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>A folder of which each case has a copy as its working folder; null for an empty one.</summary>
    public string? Copy { get; init; }

    /// <summary>Where the serial port of a chip with one appears, relative to the working folder.</summary>
    public string Port { get; init; } = "ttyCHIP";

    /// <summary>Where the folders of violations are kept; null to keep none.</summary>
    public string? Keep { get; init; }

    /// <summary>How many cut points are tried, spread evenly; null for all.</summary>
    public int? Points { get; init; }

    /// <summary>Whether the torn outcomes of each operation are cut points too.</summary>
    public bool Torn { get; init; }

    /// <summary>How many cases run side by side.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Whether there is one case an operation, before, in and after it in turn.</summary>
    public bool InTurn { get; init; }

    /// <summary>How often the command is run at most in one case.</summary>
    public int Visits { get; init; } = 3;

    /// <summary>How long one run of the command may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Whether the chip takes any sound SB2.1 file as provisioning firmware.</summary>
    public bool AnyFirmware { get; init; }
}
