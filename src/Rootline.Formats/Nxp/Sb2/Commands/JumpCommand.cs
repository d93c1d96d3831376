namespace Rootline.Formats.Nxp.Sb2.Commands;

/// <summary>Tag 4: jumps to code and does not come back; the host has to connect anew.</summary>
/// <param name="Address">Where to.</param>
/// <param name="Argument">Passed to the code.</param>
/// <param name="StackPointer">The stack pointer to set, or null to keep it.</param>
public sealed record JumpCommand(uint Address, uint Argument, uint? StackPointer = null) : Sb2Command
{
    internal override Sb2CommandHeader Header => new(Sb2CommandTag.Jump, StackPointer is null ? (ushort)0 : WithStackPointer, Address, StackPointer ?? 0, Argument);

    internal const ushort WithStackPointer = 2;
}
