namespace Rootline.Chips.Cpu;

/// <summary>Where a function of a firmware lies.</summary>
/// <param name="Symbol">Its name.</param>
/// <param name="Address">Its address, bit 0 clear.</param>
/// <param name="Size">Its size in bytes: the addresses that its own calls return to lie in it.</param>
/// <param name="IsSecure">The security state in which it runs.</param>
public abstract record CpuFunction(string Symbol, uint Address, uint Size, bool IsSecure);
