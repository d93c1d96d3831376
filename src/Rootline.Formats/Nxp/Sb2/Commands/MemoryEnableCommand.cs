namespace Rootline.Formats.Nxp.Sb2.Commands;

/// <summary>Tag 9: sets up an external memory from a configuration that was loaded.</summary>
/// <param name="Address">Where the configuration lies.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Memory">Which memory.</param>
public sealed record MemoryEnableCommand(uint Address, uint Length, Sb2Memory Memory) : Sb2Command
{
    internal override Sb2CommandHeader Header => new(Sb2CommandTag.MemoryEnable, Sb2CommandHeader.FlagsOf(Memory), Address, Length, 0);
}
