using Rootline.Core.Faults;
using Rootline.Formats.Records;

namespace Rootline.Line.Nxp;

/// <summary>What became of the device in a socket.</summary>
/// <param name="Socket">Where it was.</param>
/// <param name="Uuid">Its name, if it gave one.</param>
/// <param name="Counter">The card's counter for it, if it used a unit.</param>
/// <param name="Steps">The steps that ended well, with their times.</param>
/// <param name="Fault">Why it is not done; null when it is.</param>
public sealed record DeviceResult(string Socket, string? Uuid, uint? Counter, IReadOnlyList<RunStep> Steps, Fault? Fault)
{
    /// <summary>Whether the device is provisioned, confirmed and recorded.</summary>
    public bool IsDone => Fault is null;

    /// <summary>Whether it was so before this visit, and the visit passed it over.</summary>
    public bool WasDoneBefore { get; init; }
}
