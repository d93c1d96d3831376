namespace Rootline.Formats.Nxp.Sb2.Commands;

/// <summary>Tag 8: resets the chip and does not come back; the host has to connect anew.</summary>
public sealed record ResetCommand : Sb2Command
{
    internal override Sb2CommandHeader Header => new(Sb2CommandTag.Reset, 0, 0, 0, 0);
}
