using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>What a <see cref="Framer"/> made of the bytes so far: a frame, a damaged frame, or nothing yet.</summary>
/// <param name="Frame">The frame, when one is complete and sound.</param>
/// <param name="Fault">Why the bytes are no frame (<see cref="MbootFaults"/>), when one is complete and damaged.</param>
public readonly record struct FramerResult(Frame? Frame, Fault? Fault)
{
    /// <summary>True when more bytes are needed.</summary>
    public bool IsIncomplete => Frame is null && Fault is null;
}
