using Rootline.Core.Faults;

namespace Rootline.Line.Steps;

/// <summary>Faults of any device's steps.</summary>
public static class StepFaults
{
    /// <summary>A device took too long.</summary>
    public static readonly FaultCode Timeout = new(
        "line-timeout", Party.Device, "the device took longer than the configured timeout", "run again: it goes on where it stopped; raise timeout if the firmware is large for this baud rate");
}
