using Rootline.Formats.Mcuboot.Encryption;

namespace Rootline.Formats.Mcuboot.Making;

/// <summary>How an image is encrypted.</summary>
/// <param name="Recipient">For whom; it stays the caller's.</param>
public sealed record ImageEncryption(ContentKeyRecipient Recipient)
{
    /// <summary>Length of the content key in bytes: 16 or 32.</summary>
    public int KeyLength { get; init; } = 16;

    /// <summary>True: flag and TLV are there but the payload is in plain text, for the primary slot.</summary>
    public bool Clear { get; init; }

    /// <summary>Whether the loader keeps the whole encryption TLV in its trailer.</summary>
    public bool SaveTlv { get; init; }
}
