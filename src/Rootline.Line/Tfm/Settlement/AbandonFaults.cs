using Rootline.Core.Faults;

namespace Rootline.Line.Tfm.Settlement;

/// <summary>Faults of giving a bundle up.</summary>
public static class AbandonFaults
{
    /// <summary>The bundle's device can still be finished.</summary>
    public static readonly FaultCode CouldBeFinished = new(
        "tfm-could-be-finished", Party.Operator, "the bundle's device has secrets of it and could still be finished", "run rootline tfm provision with the bundle and its device; only if the device never comes back, give --although-it-could-be-finished");
}
