using Rootline.Core.Faults;
using Rootline.Formats.Nordic;
using Rootline.Formats.Records;
using Rootline.Line.Steps;

namespace Rootline.Line.Nordic;

/// <summary>What to do to a Nordic part.</summary>
public sealed record NordicPlan
{
    /// <summary>The part.</summary>
    public required NordicPart Part { get; init; }

    /// <summary>PM_PROVISION_ADDRESS: the same in the provisioning image and in the firmware.</summary>
    public required uint ProvisionAddress { get; init; }

    /// <summary>The order of the provision area, the same in both as well.</summary>
    public ProvisionLayout Layout { get; init; } = ProvisionLayout.Ncs2;

    /// <summary>The part, and where its provision area lies.</summary>
    public NordicTarget Target => new(Part, ProvisionAddress, Layout);

    /// <summary>The provisioning image: programmed, run, erased.</summary>
    public required FlashImage ProvisioningImage { get; init; }

    /// <summary>TF-M with its application.</summary>
    public required FlashImage Firmware { get; init; }

    /// <summary>The network core's provisioning image, or null.</summary>
    public FlashImage? NetworkProvisioningImage { get; init; }

    /// <summary>The network core's firmware, or null.</summary>
    public FlashImage? NetworkFirmware { get; init; }

    /// <summary>The implementation id that the image writes, 32 bytes; null for an image that writes none.</summary>
    public ReadOnlyMemory<byte>? ImplementationId { get; init; } = ProvisionArea.DefaultImplementationId();

    /// <summary>Whether a part in half state may be erased.</summary>
    public bool ErasesHalf { get; init; }

    /// <summary>Whether a part may be erased that nobody can look into.</summary>
    public bool ErasesClosed { get; init; }

    /// <summary>Whether a provisioned part may be erased: its identity is lost.</summary>
    public bool ErasesProvisioned { get; init; }

    /// <summary>Whether ERASEPROTECT is set at the end: nobody erases the part any more, this station neither.</summary>
    public bool ProtectsFromErase { get; init; }

    /// <summary>Whether an identity key that everybody knows is taken: for rehearsals alone.</summary>
    public bool TakesDummyIdentity { get; init; }

    /// <summary>The device id that the operator gives for a part whose port is closed, or null.</summary>
    public string? Device { get; init; }

    /// <summary>How long to listen to a console.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Judges a token: how later tokens of the device are verified, or why this one is refused.</summary>
    public required Func<ReadOnlyMemory<byte>, Parsed<DeviceAttestation>> Enroll { get; init; }

    /// <summary>Under what terms the steps run.</summary>
    public StepTerms Terms { get; init; } = new();

    /// <summary>Digests of what goes into a part, in its order.</summary>
    public IReadOnlyList<InputDigest> Inputs =>
    [
        .. NetworkProvisioningImage is null ? [] : (InputDigest[])[new("network-provisioning-image", NetworkProvisioningImage.Digest)],
        new("provisioning-image", ProvisioningImage.Digest),
        .. NetworkFirmware is null ? [] : (InputDigest[])[new("network-firmware", NetworkFirmware.Digest)],
        new("firmware", Firmware.Digest),
    ];

    /// <summary>Refuses a plan that cannot be carried out.</summary>
    /// <exception cref="FaultException"><see cref="NordicLineFaults.Image"/>.</exception>
    public void Demand()
    {
        ProvisioningImage.DemandFits(Part.Memory);
        Firmware.DemandFits(Part.Memory);
        foreach (var image in new[] { NetworkProvisioningImage, NetworkFirmware }.OfType<FlashImage>())
        {
            if (Part.NetworkCore is null)
                throw NordicLineFaults.Image.Exception($"{image.Name}: an {Part.Name} has no network core");
            image.DemandFits(Part.NetworkCore.Memory);
        }
    }
}
