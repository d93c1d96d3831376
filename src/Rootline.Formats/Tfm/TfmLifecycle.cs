namespace Rootline.Formats.Tfm;

/// <summary>
/// Life cycle of a TF-M platform: those that one-time memory holds, and the two debug states that a platform reports while its
/// debug port is open. Source: tfm-provisioning section 1.1.
/// </summary>
public enum TfmLifecycle
{
    /// <summary>What is none of the others.</summary>
    Unknown,

    /// <summary>Nothing is provisioned: root of trust public keys and the hardware unique key come next.</summary>
    AssemblyAndTest,

    /// <summary>The hardware unique key is there; the data of the PSA root of trust come next.</summary>
    PsaRotProvisioning,

    /// <summary>Provisioned and in use.</summary>
    Secured,

    /// <summary>Secured, and the non-secure side is open to a debugger; reversible.</summary>
    NonPsaRotDebug,

    /// <summary>Secured, and the PSA root of trust is open to a debugger without its keys; reversible.</summary>
    RecoverablePsaRotDebug,

    /// <summary>Out of use for ever.</summary>
    Decommissioned,
}
