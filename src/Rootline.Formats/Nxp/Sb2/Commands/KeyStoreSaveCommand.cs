namespace Rootline.Formats.Nxp.Sb2.Commands;

/// <summary>Tag C: stores the key store in a non-volatile memory.</summary>
/// <param name="Address">First address.</param>
/// <param name="Memory">Which memory.</param>
public sealed record KeyStoreSaveCommand(uint Address, Sb2Memory Memory) : Sb2Command
{
    // Without meaning; every known writer puts it there.
    private const uint Count = 4;

    internal override Sb2CommandHeader Header => new(Sb2CommandTag.KeyStoreSave, Sb2CommandHeader.FlagsOf(Memory), Address, Count, 0);
}
