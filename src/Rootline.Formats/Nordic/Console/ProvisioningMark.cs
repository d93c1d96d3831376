namespace Rootline.Formats.Nordic.Console;

/// <summary>What the provisioning image says of its progress, in the order in which it does. Source: tfm-provisioning section 12.4.</summary>
public enum ProvisioningMark
{
    /// <summary>The part was in ASSEMBLY; nothing was written yet.</summary>
    AssemblyVerified,

    /// <summary>The lifecycle words were written: the image cannot run a second time.</summary>
    Switched,

    /// <summary>The unique keys are being drawn and written.</summary>
    GeneratingKeys,

    /// <summary>The identity key is being written.</summary>
    WritingIdentity,

    /// <summary>All is done.</summary>
    Success,
}
