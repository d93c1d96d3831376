using Rootline.Core.Faults;

namespace Rootline.Formats.Mcuboot.Fit;

/// <summary>Faults of slot layouts.</summary>
public static class FitFaults
{
    /// <summary>No update can ever happen with such slots.</summary>
    public static readonly FaultCode Layout = new(
        "slot-layout", Party.Operator, "a loader could never bring an update into place with such slots", "change the slots, the scratch area or the mode as the message says");

    /// <summary>The trailer leaves no room.</summary>
    public static readonly FaultCode NoRoom = new(
        "slot-no-room", Party.Operator, "the trailer of a slot leaves no room for an image", "make the slot larger, or its sectors, write size or sector count smaller");
}
