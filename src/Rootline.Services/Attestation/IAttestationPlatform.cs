using Rootline.Formats.Mcuboot;

namespace Rootline.Services.Attestation;

/// <summary>What the attestation service stands on: one-time memory, life cycle, and what the boot code left.</summary>
public interface IAttestationPlatform
{
    /// <summary>The life cycle as the claim tells it, 0x0000 to 0x60FF; 0 for unknown.</summary>
    int Lifecycle { get; }

    /// <summary>The boot code's shared data; null when there is none or it cannot be read: the service then does not come up.</summary>
    SharedData? BootData { get; }

    /// <summary>Reads an item.</summary>
    /// <param name="item">The item.</param>
    /// <returns>Its bytes; null when the platform does not have it.</returns>
    byte[]? Read(AttestationItem item);

    /// <summary>The attestation key; the caller disposes it. Null when there is none.</summary>
    AttestationKey? OpenKey();
}
