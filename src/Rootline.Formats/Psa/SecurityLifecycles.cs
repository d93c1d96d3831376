namespace Rootline.Formats.Psa;

/// <summary>What belongs to each state of <see cref="SecurityLifecycle"/>.</summary>
public static class SecurityLifecycles
{
    /// <summary>The state of a claim's value, or null when it lies outside every range.</summary>
    /// <param name="claim">The value.</param>
    public static SecurityLifecycle? Of(long claim) =>
        claim is >= 0 and <= 0x60FF && (claim & 0x0F00) == 0 ? (SecurityLifecycle)(claim & 0xF000) : null;

    /// <summary>Whether what a device in this state says of its root of trust may be believed.</summary>
    /// <param name="state">The state.</param>
    public static bool IsTrusted(this SecurityLifecycle state) => state is SecurityLifecycle.Secured or SecurityLifecycle.NonPsaRotDebug;

    /// <summary>The state's name in files and JSON, lower case with hyphens.</summary>
    /// <param name="state">The state.</param>
    public static string Name(this SecurityLifecycle state) => state switch
    {
        SecurityLifecycle.Unknown => "unknown",
        SecurityLifecycle.AssemblyAndTest => "assembly-and-test",
        SecurityLifecycle.PsaRotProvisioning => "psa-rot-provisioning",
        SecurityLifecycle.Secured => "secured",
        SecurityLifecycle.NonPsaRotDebug => "non-psa-rot-debug",
        SecurityLifecycle.RecoverablePsaRotDebug => "recoverable-psa-rot-debug",
        _ => "decommissioned",
    };

    /// <summary>The state of a name, or null when there is none of it.</summary>
    /// <param name="name">As of <see cref="Name"/>.</param>
    public static SecurityLifecycle? Find(string name) =>
        Enum.GetValues<SecurityLifecycle>().Where(s => s.Name() == name).Select(s => (SecurityLifecycle?)s).FirstOrDefault();
}
