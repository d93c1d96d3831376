namespace Rootline.Formats.Nxp.Sb2.Commands;

/// <summary>Tag A: burns a one-time location of 4 or 8 bytes.</summary>
/// <param name="Index">The location.</param>
/// <param name="First">The first word.</param>
/// <param name="Second">The second word, or null for 4 bytes.</param>
/// <param name="Memory">Which memory.</param>
public sealed record ProgramCommand(uint Index, uint First, uint? Second, Sb2Memory Memory) : Sb2Command
{
    internal override Sb2CommandHeader Header => new(Sb2CommandTag.Program, Sb2CommandHeader.FlagsOf(Memory, Second is null ? 0 : EightBytes), Index, First, Second ?? 0);

    internal const int EightBytes = 1;
}
