using Rootline.Formats.Nordic.Lifecycle;

namespace Rootline.Line.Nordic;

/// <summary>What a part is found to be.</summary>
public enum NordicFinding
{
    /// <summary>The debug port is closed: nothing is known.</summary>
    Closed,

    /// <summary>In ASSEMBLY, no key written: new, or erased.</summary>
    Blank,

    /// <summary>In ASSEMBLY with keys: an erase that was cut, or other tools.</summary>
    KeysBeforeLifecycle,

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
    /// <param name="wantsImplementationId">Whether the image writes an implementation id, which it does last.</param>
    public static NordicFinding Of(NordicSnapshot? seen, bool wantsImplementationId) => seen?.Lifecycle.State switch
    {
        null when seen is null => NordicFinding.Closed,
        null => NordicFinding.Torn,
        NordicLifecycle.Assembly => seen.HasAnyKey ? NordicFinding.KeysBeforeLifecycle : NordicFinding.Blank,
        NordicLifecycle.Provisioning => seen.HasAllKeys && (seen.HasImplementationId || !wantsImplementationId) ? NordicFinding.Provisioned : NordicFinding.Half,
        NordicLifecycle.Secured => NordicFinding.Secured,
        _ => NordicFinding.Decommissioned,
    };
}
