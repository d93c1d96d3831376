using Rootline.Core.Faults;

namespace Rootline.Cli.Stations;

/// <summary>Faults of putting a station together.</summary>
internal static class StationFaults
{
    /// <summary>Another process uses the chip file.</summary>
    public static readonly FaultCode ChipInUse = new(
        "chip-in-use", Party.Station, "another process has the chip file open", "end the other process, then try again");

    /// <summary>The file holds another kind of chip.</summary>
    public static readonly FaultCode OtherKind = new(
        "chip-other-kind", Party.Operator, "a file holds a virtual chip of another kind than the command works with", "use the command for its kind: chip run --port, chip run --debug, nordic run");

    /// <summary>Keys of a seed meet hardware.</summary>
    public static readonly FaultCode Seeded = new(
        "seeded-keys-on-hardware", Party.Operator, "keys that come from a seed protect nothing, and the device may be real", "make card and firmware without --seed; for a rehearsal only, allow it with --allow-seeded-keys-on-real-hardware");

    /// <summary>There is no virtual vendor in a folder.</summary>
    public static readonly FaultCode NoVendor = new(
        "vendor-missing", Party.Operator, "a folder does not hold a virtual vendor", "name the folder that rootline card make was given, or make a card there first");

    /// <summary>The vendor in a folder is another one than was asked for.</summary>
    public static readonly FaultCode OtherVendor = new(
        "vendor-other", Party.Operator, "the virtual vendor in a folder has another family or another rule for the response key", "name the folder of the vendor that you mean, or a new folder for a new vendor");

    /// <summary>The operator answered no.</summary>
    public static readonly FaultCode Declined = new(
        "declined", Party.Operator, "the operator answered no", "run the same command again when the answer is yes; nothing was changed");
}
