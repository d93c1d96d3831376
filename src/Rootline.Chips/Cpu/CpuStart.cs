namespace Rootline.Chips.Cpu;

/// <summary>Where a core begins.</summary>
/// <param name="Function">The first function.</param>
/// <param name="Stack">The stack pointer; the addresses below it are the stack.</param>
public sealed record CpuStart(EntryPoint Function, uint Stack);
