using Rootline.Core.Crypto;

namespace Rootline.Formats.Mcuboot.Making;

/// <summary>What an image is made of, beside its payload. Defaults are those of MCUboot's signing tool. Source: mcuboot-image section 12.</summary>
public sealed record ImageRecipe
{
    /// <summary>Version in the header.</summary>
    public required ImageVersion Version { get; init; }

    /// <summary>Bytes before the payload: 32 to 65535.</summary>
    public required int HeaderSize { get; init; }

    /// <summary>True: room for the header is added. False: the input begins with as many zeros.</summary>
    public bool PadHeader { get; init; }

    /// <summary>What added room and padding are filled with: the flash's erased value, 0xff or 0.</summary>
    public byte ErasedValue { get; init; } = 0xFF;

    /// <summary>Byte order of all integers.</summary>
    public ImageByteOrder Order { get; init; }

    /// <summary>RAM address to copy the image to; 0 for none.</summary>
    public uint LoadAddress { get; init; }

    /// <summary>Flash address that the image was linked for; 0 for none.</summary>
    public uint RomAddress { get; init; }

    /// <summary>Whether the image is not to be started.</summary>
    public bool NonBootable { get; init; }

    /// <summary>Security counter, or null for none.</summary>
    public SecurityCounter? SecurityCounter { get; init; }

    /// <summary>Software type of a boot record, or null for no record.</summary>
    public string? BootRecordType { get; init; }

    /// <summary>Dependencies on other images.</summary>
    public IReadOnlyList<ImageDependency> Dependencies { get; init; } = [];

    /// <summary>Vendor id, or null for none.</summary>
    public ImageUuid? VendorId { get; init; }

    /// <summary>Class id, or null for none.</summary>
    public ImageUuid? ClassId { get; init; }

    /// <summary>Protected TLVs of vendors (types 0x00a0 to 0xfffe), in this order after all others of that area.</summary>
    public IReadOnlyList<TlvEntry> CustomTlvs { get; init; } = [];

    /// <summary>Unprotected TLVs of vendors, in this order after all others: no digest and no signature covers them.</summary>
    public IReadOnlyList<TlvEntry> ExtraTlvs { get; init; } = [];

    /// <summary>Digest algorithm, or null to leave it to the key.</summary>
    public ImageDigest? Digest { get; init; }

    /// <summary>Who signs, in this order; none for an image with a digest alone.</summary>
    public IReadOnlyList<ImageSigning> Signers { get; init; } = [];

    /// <summary>A signature that was made elsewhere; not together with <see cref="Signers"/>.</summary>
    public FixedSignature? FixedSignature { get; init; }

    /// <summary>What is written of the public key.</summary>
    public PublicKeyForm KeyForm { get; init; }

    /// <summary>Whether the image itself is signed and not its digest (Ed25519 only); the hashed region is then held in memory.</summary>
    public bool Pure { get; init; }

    /// <summary>Whether zeros follow an ECDSA signature up to 72 (P-256) or 103 bytes (P-384), for loaders older than 1.5.</summary>
    public bool PadSignature { get; init; }

    /// <summary>Encryption, or null for none.</summary>
    public ImageEncryption? Encryption { get; init; }

    /// <summary>Compression.</summary>
    public ImageCompression Compression { get; init; }

    /// <summary>The slot, for the check of the size and the padding; null to leave both out.</summary>
    public ImageSlot? Slot { get; init; }
}

/// <summary>One signature of an image.</summary>
/// <param name="Signer">Who signs; it stays the caller's.</param>
/// <param name="KeyId">PSA key id that names the key to the loader, or null.</param>
public sealed record ImageSigning(ISigner Signer, uint? KeyId = null);

/// <summary>A signature that was made elsewhere, over the digest, or over the hashed region with a pure signature.</summary>
/// <param name="Key">The public key.</param>
/// <param name="Signature">The signature as its TLV holds it.</param>
public sealed record FixedSignature(PublicKeyBytes Key, ReadOnlyMemory<byte> Signature);
