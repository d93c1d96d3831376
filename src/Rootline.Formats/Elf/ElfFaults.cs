using Rootline.Core.Faults;

namespace Rootline.Formats.Elf;

/// <summary>Faults of ELF files.</summary>
public static class ElfFaults
{
    /// <summary>The bytes are no ELF file, or a broken one.</summary>
    public static readonly FaultCode Damaged = new(
        "elf-damaged", Party.File, "a file is not ELF, or its tables do not fit its length", "take the file that the build wrote (bl2.axf, tfm_s.axf); it is not used");

    /// <summary>It is ELF, but not of a firmware for a 32-bit Arm core.</summary>
    public static readonly FaultCode OtherMachine = new(
        "elf-other-machine", Party.File, "an ELF file is not a linked firmware for a 32-bit little-endian Arm core", "take the ELF file of the device's own firmware; it is not used");

    /// <summary>There are no symbols.</summary>
    public static readonly FaultCode Stripped = new(
        "elf-stripped", Party.File, "an ELF file has no symbol table", "take the file before it was stripped: the symbols needed are local ones");

    /// <summary>A symbol that is needed is not there.</summary>
    public static readonly FaultCode NoSymbol = new(
        "elf-no-symbol", Party.File, "an ELF file lacks a symbol that is needed", "check that it is the ELF file of the image that was asked for, built with provisioning");

    /// <summary>A name stands for several things.</summary>
    public static readonly FaultCode AmbiguousSymbol = new(
        "elf-ambiguous-symbol", Party.File, "a symbol of an ELF file stands at several addresses", "check that it is the ELF file of the image that was asked for");
}
