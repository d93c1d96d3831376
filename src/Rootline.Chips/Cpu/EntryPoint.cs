namespace Rootline.Chips.Cpu;

/// <summary>A function of a firmware at which a virtual core can be stopped.</summary>
/// <param name="Symbol">Its name.</param>
/// <param name="Address">Its address, bit 0 clear.</param>
/// <param name="Size">Its size in bytes: the addresses that its own calls return to lie in it.</param>
/// <param name="IsSecure">The security state in which it runs.</param>
/// <param name="Body">What it does.</param>
public sealed record EntryPoint(string Symbol, uint Address, uint Size, bool IsSecure, CpuBody Body) : CpuFunction(Symbol, Address, Size, IsSecure);
