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
}
