namespace Rootline.Formats.Nordic.Console;

/// <summary>The lines of Nordic's provisioning images and of TF-M's step to SECURED, as they are. Source: tfm-provisioning sections 12.4 to 12.6.</summary>
public static class ProvisioningMessages
{
    /// <summary>The end of either image.</summary>
    public const string Success = "Success!";

    /// <summary>The network core's word before <see cref="Success"/>.</summary>
    public const string NetworkClosed = "The UICR->APPROTECT register is now configured to deny debugging access for the network core!";

    /// <summary>The provisioning image has a key in it that everybody knows.</summary>
    public const string DummyIdentity = "WARNING: Using a dummy identity key not meant for production!";

    /// <summary>TF-M was provisioned with keys that everybody knows.</summary>
    public const string DummyKeys = "This device was provisioned with dummy keys and is NOT secure.";

    /// <summary>The state as a number, where it is not the one that was set.</summary>
    /// <param name="state">The state.</param>
    public static string StateWas(int state) => $"Lifecycle state was {state}";

    /// <summary>The lines of progress in their order.</summary>
    public static IReadOnlyList<(ProvisioningMark Mark, string Text)> Marks { get; } =
    [
        (ProvisioningMark.AssemblyVerified, "Successfully verified PSA lifecycle state ASSEMBLY!"),
        (ProvisioningMark.Switched, "Successfully switched to PSA lifecycle state PROVISIONING!"),
        (ProvisioningMark.GeneratingKeys, "Generating random HUK keys (including MKEK)"),
        (ProvisioningMark.WritingIdentity, "Writing the identity key to KMU"),
        (ProvisioningMark.Success, Success),
    ];

    /// <summary>The text of a mark.</summary>
    /// <param name="mark">The mark.</param>
    public static string TextOf(ProvisioningMark mark) => Marks[(int)mark].Text;
}
