namespace Rootline.Formats.Nxp.Sb2.Commands;

/// <summary>Tag 7: erases memory.</summary>
/// <param name="Address">First address.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="Extent">The region, everything, or everything and the lock.</param>
/// <param name="Memory">Which memory.</param>
public sealed record EraseCommand(uint Address, uint Length, EraseExtent Extent = EraseExtent.Region, Sb2Memory Memory = default) : Sb2Command
{
    internal override Sb2CommandHeader Header => new(Sb2CommandTag.Erase, Sb2CommandHeader.FlagsOf(Memory, (int)Extent), Address, Length, 0);
}
