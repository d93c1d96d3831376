using Rootline.Formats.Nordic.Lifecycle;

namespace Rootline.Line.Nordic;

/// <summary>What a part is found to be.</summary>
public enum NordicFinding
{
    /// <summary>The debug port is closed: nothing is known.</summary>
    Closed,

    /// <summary>In ASSEMBLY, nothing written: new, or erased.</summary>
    Blank,

    /// <summary>In ASSEMBLY with keys, implementation id or protections: an erase that was cut, or other tools.</summary>
    Remains,

    /// <summary>The lifecycle words are of no state: a cut fell on them.</summary>
    Torn,

    /// <summary>In PROVISIONING with keys or implementation id missing or torn.</summary>
    Half,

    /// <summary>In PROVISIONING, everything there.</summary>
    Provisioned,

    /// <summary>In SECURED.</summary>
    Secured,

    /// <summary>In DECOMMISSIONED.</summary>
    Decommissioned,
}

/// <summary>Names what a part is.</summary>
public static class NordicFindings
{
    /// <summary>Judges what was seen.</summary>
    /// <param name="seen">What a debugger saw; null where the port is closed.</param>
    /// <param name="plan">What the provisioning image writes: an implementation id comes last, where it writes one.</param>
    public static NordicFinding Of(NordicSnapshot? seen, NordicPlan plan) => seen?.Lifecycle.State switch
    {
        null when seen is null => NordicFinding.Closed,
        null => NordicFinding.Torn,
        NordicLifecycle.Assembly => seen.HasRemains ? NordicFinding.Remains : NordicFinding.Blank,
        NordicLifecycle.Provisioning => seen.HasAllKeys && (plan.ImplementationId is not { } id || id.Span.SequenceEqual(seen.ImplementationId.Span)) ? NordicFinding.Provisioned : NordicFinding.Half,
        NordicLifecycle.Secured => NordicFinding.Secured,
        _ => NordicFinding.Decommissioned,
    };
}
