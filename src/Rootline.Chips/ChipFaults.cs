using Rootline.Core.Faults;

namespace Rootline.Chips;

/// <summary>Faults of virtual chips and of their files.</summary>
public static class ChipFaults
{
    /// <summary>The file is not a chip of this version.</summary>
    public static readonly FaultCode Damaged = new(
        "chip-file-damaged", Party.File, "a chip file is damaged, unfinished or of another version", "make the chip again with rootline chip make");

    /// <summary>There is a file already.</summary>
    public static readonly FaultCode Exists = new(
        "chip-file-exists", Party.Operator, "a chip file exists already and is not overwritten", "choose another name, or delete the file if the chip may be lost");

    /// <summary>There is no virtual chip of the family.</summary>
    public static readonly FaultCode NoSuchChip = new(
        "chip-family-not-virtual", Party.Operator, "there is no virtual chip of this family", "use a family of the table in docs/virtual-chip.md, or the version that made the chip");

    /// <summary>One-time memory.</summary>
    public static readonly FaultCode OneTimeMemory = new(
        "chip-one-time-memory", Party.Device, "one-time memory of a chip is broken, too small, or was burned with something else", "take another chip, or burn what was burned before");

    /// <summary>There is no such profile.</summary>
    public static readonly FaultCode NoSuchProfile = new(
        "chip-profile-unknown", Party.Operator, "there is no secure boot for a chip of this name", "use a profile of the table in docs/boot.md");

    /// <summary>Something does not fit into its place.</summary>
    public static readonly FaultCode DoesNotFit = new(
        "chip-place", Party.Operator, "something does not fit into its place in a chip's flash, or there is no such place", "look the flash layout up in docs/boot.md");

    /// <summary>The boot code has no such mode.</summary>
    public static readonly FaultCode ModeNotThere = new(
        "chip-boot-mode", Party.Operator, "the boot code of virtual chips does not know this update mode", "name overwrite, direct-xip or single");

    /// <summary>The chip did not boot.</summary>
    public static readonly FaultCode NoBoot = new(
        "chip-boot-refused", Party.Device, "a chip's boot code started no image", "read the boot log: it names the rule for each image")
    {
        RejectsEvidence = true,
    };

    /// <summary>There is no firmware.</summary>
    public static readonly FaultCode NoFirmware = new(
        "chip-no-firmware", Party.Operator, "a board has no firmware of the kind that is needed", "make the board with rootline chip make-tfm");

    /// <summary>The life cycle does not allow it.</summary>
    public static readonly FaultCode LifeCycle = new(
        "chip-life-cycle", Party.Device, "the life cycle of a chip does not allow what was asked", "look the chip's state up with rootline chip control SOCKET state: only a SECURED chip has debug states and an end");

    /// <summary>Debug is closed.</summary>
    public static readonly FaultCode DebugClosed = new(
        "chip-debug-closed", Party.Device, "the debug port of a chip was closed for ever", "take another chip: nothing opens this one again");
}
