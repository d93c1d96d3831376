namespace Rootline.Formats.Nxp.Sb2.Commands;

/// <summary>Tag 0: does nothing.</summary>
public sealed record NopCommand : Sb2Command
{
    internal override Sb2CommandHeader Header => default;
}
