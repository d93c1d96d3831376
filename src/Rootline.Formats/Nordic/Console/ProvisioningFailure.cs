namespace Rootline.Formats.Nordic.Console;

/// <summary>A failure that firmware says on its console. Source: tfm-provisioning sections 12.4 to 12.6.</summary>
/// <param name="Text">The line.</param>
/// <param name="Meaning">What it means for the part: lower case, no full stop.</param>
/// <param name="MayBeHalf">Whether the lifecycle may be switched while keys are missing.</param>
public sealed record ProvisioningFailure(string Text, string Meaning, bool MayBeHalf)
{
    /// <summary>The lifecycle words are of no state.</summary>
    public static readonly ProvisioningFailure CannotRead = new(
        "Failure: Cannot read PSA lifecycle state. Exiting!", "the lifecycle words are torn: they are of no state", true);

    /// <summary>The part is not in ASSEMBLY.</summary>
    public static readonly ProvisioningFailure NotAssembly = new(
        "Failure: Lifecycle state is not ASSEMBLY as expected. Exiting!", "the part was provisioned before, wholly or in part", true);

    /// <summary>The lifecycle words could not be written.</summary>
    public static readonly ProvisioningFailure CannotSwitch = new(
        "Failure: Cannot set PSA lifecycle state PROVISIONING. Exiting!", "the part did not take its lifecycle words; no key was written", true);

    /// <summary>The lifecycle words do not read back.</summary>
    public static readonly ProvisioningFailure NotSwitched = new(
        "Failure: Lifecycle state is not PROVISION as expected. Exiting!", "the lifecycle words do not read back as written; no key was written", true);

    /// <summary>The unique keys' slots are not empty.</summary>
    public static readonly ProvisioningFailure KeysAlreadySet = new(
        "One or more keys already set. Cannot overwrite", "there were unique keys already, and the lifecycle is switched", true);

    /// <summary>The unique keys do not read back as written.</summary>
    public static readonly ProvisioningFailure KeysNotSet = new(
        "One or more keys not set correctly", "the unique keys were not written, and the lifecycle is switched", true);

    /// <summary>The identity key's slots are not empty.</summary>
    public static readonly ProvisioningFailure IdentityAlreadyWritten = new(
        "Failure: Identity key slot already written. Exiting!", "there was an identity key already, and the lifecycle is switched", true);

    /// <summary>The identity key is not there.</summary>
    public static readonly ProvisioningFailure IdentityNotWritten = new(
        "Failure: Identity key is not written! Exiting!", "the identity key was not written, and the lifecycle is switched", true);

    /// <summary>TF-M finds no unique key.</summary>
    public static readonly ProvisioningFailure NoUniqueKeys = new(
        "This device has not been provisioned with Hardware Unique Keys.", "the lifecycle is switched and the unique keys are missing", true);

    /// <summary>TF-M finds no identity key.</summary>
    public static readonly ProvisioningFailure NoIdentityKey = new(
        "This device has not been provisioned with an Initial Attestation Key.", "the lifecycle is switched and the identity key is missing", true);

    /// <summary>The network core did not close its debug port.</summary>
    public static readonly ProvisioningFailure NetworkCoreOpen = new(
        "Failed to lock debug in network core.", "the network core did not close its debug port when TF-M asked it to", false);

    /// <summary>The network core's APPROTECT cannot be written.</summary>
    public static readonly ProvisioningFailure NetworkCoreWord = new(
        "Cannot write to the UICR->APPROTECT register, exiting...!", "the network core's APPROTECT word was written before with something else", false);

    /// <summary>What the provisioning image of the application core can say.</summary>
    public static IReadOnlyList<ProvisioningFailure> OfImage { get; } =
        [CannotRead, NotAssembly, CannotSwitch, NotSwitched, KeysAlreadySet, KeysNotSet, IdentityAlreadyWritten, IdentityNotWritten];

    /// <summary>What the network core's image can say.</summary>
    public static IReadOnlyList<ProvisioningFailure> OfNetworkCore { get; } = [NetworkCoreWord];

    /// <summary>What TF-M can say.</summary>
    public static IReadOnlyList<ProvisioningFailure> OfTfm { get; } = [NoUniqueKeys, NoIdentityKey, NetworkCoreOpen];
}
