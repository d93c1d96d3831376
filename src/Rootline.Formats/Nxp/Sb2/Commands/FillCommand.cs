namespace Rootline.Formats.Nxp.Sb2.Commands;

/// <summary>Tag 3: fills memory with a word.</summary>
/// <param name="Address">First address.</param>
/// <param name="Length">Length in bytes, a multiple of 4.</param>
/// <param name="Pattern">The word, u32.</param>
/// <param name="Memory">Which memory.</param>
public sealed record FillCommand(uint Address, uint Length, uint Pattern, Sb2Memory Memory = default) : Sb2Command
{
    internal override Sb2CommandHeader Header => new(Sb2CommandTag.Fill, Sb2CommandHeader.FlagsOf(Memory), Address, Length, Pattern);
}
