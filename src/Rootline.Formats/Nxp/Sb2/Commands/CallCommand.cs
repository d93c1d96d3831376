namespace Rootline.Formats.Nxp.Sb2.Commands;

/// <summary>Tag 5: calls code and goes on.</summary>
/// <param name="Address">What to call.</param>
/// <param name="Argument">Passed to the code.</param>
public sealed record CallCommand(uint Address, uint Argument) : Sb2Command
{
    internal override Sb2CommandHeader Header => new(Sb2CommandTag.Call, 0, Address, 0, Argument);
}
