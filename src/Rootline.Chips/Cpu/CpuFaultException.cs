namespace Rootline.Chips.Cpu;

/// <summary>A function of a firmware did what makes a core fault; the core stands until it is reset.</summary>
/// <param name="what">What it did.</param>
public sealed class CpuFaultException(string what) : Exception(what);
