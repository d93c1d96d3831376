namespace Rootline.Formats.Tfm;

/// <summary>Words of the life cycle: the one in one-time memory and the one that a token claims. Source: tfm-provisioning section 1.1.</summary>
public static class TfmLifecycles
{
    /// <summary>The word that one-time memory holds for a state that is unknown; so does every word that is none of the others.</summary>
    public const uint UnknownWord = 0xF;

    /// <summary>All states.</summary>
    public static IReadOnlyList<TfmLifecycle> All { get; } = Enum.GetValues<TfmLifecycle>();

    /// <summary>The word in one-time memory, 4 bytes little-endian; null for the debug states, which are never burned.</summary>
    /// <param name="state">The state.</param>
    public static uint? ToOtpWord(this TfmLifecycle state) => state switch
    {
        TfmLifecycle.AssemblyAndTest => 0x0,
        TfmLifecycle.PsaRotProvisioning => 0x1,
        TfmLifecycle.Secured => 0x3,
        TfmLifecycle.Decommissioned => 0x7,
        TfmLifecycle.Unknown => UnknownWord,
        _ => null,
    };

    /// <summary>The state of a word in one-time memory.</summary>
    /// <param name="word">The word.</param>
    public static TfmLifecycle FromOtpWord(uint word) => word switch
    {
        0x0 => TfmLifecycle.AssemblyAndTest,
        0x1 => TfmLifecycle.PsaRotProvisioning,
        0x3 => TfmLifecycle.Secured,
        0x7 => TfmLifecycle.Decommissioned,
        _ => TfmLifecycle.Unknown,
    };

    /// <summary>What a token claims: the state in the high byte; TF-M leaves the low byte 0.</summary>
    /// <param name="state">The state.</param>
    public static ushort ToClaim(this TfmLifecycle state) => (ushort)((int)state << 12);

    /// <summary>The state that a token claims. The low byte is the implementation's own and is not looked at.</summary>
    /// <param name="claim">The claim.</param>
    public static TfmLifecycle FromClaim(ushort claim) => (claim >> 8) switch
    {
        0x10 => TfmLifecycle.AssemblyAndTest,
        0x20 => TfmLifecycle.PsaRotProvisioning,
        0x30 => TfmLifecycle.Secured,
        0x40 => TfmLifecycle.NonPsaRotDebug,
        0x50 => TfmLifecycle.RecoverablePsaRotDebug,
        0x60 => TfmLifecycle.Decommissioned,
        _ => TfmLifecycle.Unknown,
    };

    /// <summary>Whether the platform waits for provisioning data in this state.</summary>
    /// <param name="state">The state.</param>
    public static bool NeedsProvisioning(this TfmLifecycle state) => state is TfmLifecycle.AssemblyAndTest or TfmLifecycle.PsaRotProvisioning;

    /// <summary>The name as TF-M writes it, for example <c>PSA_ROT_PROVISIONING</c>.</summary>
    /// <param name="state">The state.</param>
    public static string ToText(this TfmLifecycle state) => state switch
    {
        TfmLifecycle.AssemblyAndTest => "ASSEMBLY_AND_TEST",
        TfmLifecycle.PsaRotProvisioning => "PSA_ROT_PROVISIONING",
        TfmLifecycle.Secured => "SECURED",
        TfmLifecycle.NonPsaRotDebug => "NON_PSA_ROT_DEBUG",
        TfmLifecycle.RecoverablePsaRotDebug => "RECOVERABLE_PSA_ROT_DEBUG",
        TfmLifecycle.Decommissioned => "DECOMMISSIONED",
        _ => "UNKNOWN",
    };
}
