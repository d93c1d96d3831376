namespace Rootline.Chips.Cpu;

/// <summary>
/// What a function of a firmware does, as a sequence of the calls that it makes. Between two steps the core can be stopped, and
/// what a called function returned is in <see cref="CpuCall.Result"/> after its step. Power that goes is an exception out of it.
/// </summary>
/// <param name="call">Arguments, memory, and where the result goes.</param>
public delegate IEnumerable<CpuStep> CpuBody(CpuCall call);
