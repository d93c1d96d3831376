using Rootline.Fuzz.Targets;

namespace Rootline.Fuzz;

/// <summary>All targets. A test of the house holds that every parser of the product is fed by one of them.</summary>
public static class FuzzTargets
{
    /// <summary>The targets in the order in which they run.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        .. ContainerTargets.All,
        .. AppletTargets.All,
        .. LogTargets.All,
        .. PageTargets.All,
        .. MbootTargets.All,
        .. Sb2Targets.All,
        .. KeyFileTargets.All,
        .. CustodyTargets.All,
        .. RecordTargets.All,
        .. VirtualFileTargets.All,
        .. ConfigurationTargets.All,
        .. WireTargets.All,
        .. ReportTargets.All,
        .. ControlTargets.All,
        .. ImageOptionTargets.All,
        .. ImageTargets.All,
        .. VerdictTargets.All,
        .. BootTargets.All,
        .. TfmTargets.All,
        .. NordicTargets.All,
        .. BundleTargets.All,
        .. ImageValueTargets.All,
        .. IntelHexTargets.All,
        .. TokenTargets.All,
        .. DebugTargets.All,
    ];

    /// <summary>Finds a target.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The target, or null when there is none of this name.</returns>
    public static FuzzTarget? Find(string name) => All.FirstOrDefault(t => t.Name == name);
}
