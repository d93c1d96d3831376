using Rootline.Core.Faults;
using Rootline.Formats.Records;

namespace Rootline.Line.Tfm;

/// <summary>What became of a device.</summary>
/// <param name="Record">Its record; null when it is not done.</param>
/// <param name="Steps">The steps that ended well, with their times.</param>
/// <param name="Fault">Why it is not done; null when it is.</param>
public sealed record TfmResult(DeviceRecord? Record, IReadOnlyList<RunStep> Steps, Fault? Fault)
{
    /// <summary>Whether the device is provisioned, confirmed and recorded.</summary>
    public bool IsDone => Fault is null;

    /// <summary>Whether it was so before this visit, and the visit passed it over.</summary>
    public bool WasDoneBefore { get; init; }

    /// <summary>What the device was found to be last, for the operator.</summary>
    public required string Device { get; init; }

    /// <summary>What the journal says of the bundle, for the operator.</summary>
    public required string Journal { get; init; }
}
