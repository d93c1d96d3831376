namespace Rootline.Formats.Mcuboot;

/// <summary>Types of TLVs (u16). Types of vendors have other numbers. Source: mcuboot-image section 3.</summary>
public enum TlvType : ushort
{
    /// <summary>Digest of the public key bytes: 32, 48 or 64 bytes.</summary>
    KeyHash = 0x01,

    /// <summary>The public key bytes.</summary>
    PublicKey = 0x02,

    /// <summary>PSA key id, u32.</summary>
    KeyId = 0x03,

    /// <summary>Image digest, 32 bytes.</summary>
    Sha256 = 0x10,

    /// <summary>Image digest, 48 bytes.</summary>
    Sha384 = 0x11,

    /// <summary>Image digest, 64 bytes.</summary>
    Sha512 = 0x12,

    /// <summary>RSASSA-PSS, 256 bytes.</summary>
    Rsa2048Pss = 0x20,

    /// <summary>Withdrawn; the number stays reserved.</summary>
    Ecdsa224 = 0x21,

    /// <summary>DER ECDSA signature of P-256 or P-384.</summary>
    EcdsaSignature = 0x22,

    /// <summary>RSASSA-PSS, 384 bytes.</summary>
    Rsa3072Pss = 0x23,

    /// <summary>Ed25519 signature, 64 bytes.</summary>
    Ed25519 = 0x24,

    /// <summary>The signature is over the image and not over its digest; 1 byte.</summary>
    SignaturePure = 0x25,

    /// <summary>Content key for RSA-2048, RSA-OAEP: 256 bytes.</summary>
    EncryptedRsa2048 = 0x30,

    /// <summary>Content key wrapped with AES: 24 or 40 bytes.</summary>
    EncryptedKeyWrap = 0x31,

    /// <summary>Content key for P-256, ECIES: 113 or 129 bytes.</summary>
    EncryptedP256 = 0x32,

    /// <summary>Content key for X25519, ECIES with SHA-256: 80 or 96 bytes.</summary>
    EncryptedX25519 = 0x33,

    /// <summary>Content key for X25519, ECIES with SHA-512: 112 or 128 bytes.</summary>
    EncryptedX25519Sha512 = 0x34,

    /// <summary>Lowest version of another image, 12 bytes.</summary>
    Dependency = 0x40,

    /// <summary>Security counter, u32.</summary>
    SecurityCounter = 0x50,

    /// <summary>Record for measured boot, CBOR.</summary>
    BootRecord = 0x60,

    /// <summary>Size of the payload after decompression, u32.</summary>
    DecompressedSize = 0x70,

    /// <summary>Digest of the image before compression.</summary>
    DecompressedDigest = 0x71,

    /// <summary>Signature of the image before compression.</summary>
    DecompressedSignature = 0x72,

    /// <summary>Size of the compressed payload after decryption, without padding, u32.</summary>
    CompressedSize = 0x73,

    /// <summary>Vendor id, 16 bytes.</summary>
    VendorId = 0x74,

    /// <summary>Class id, 16 bytes.</summary>
    ClassId = 0x75,

    /// <summary>TF-M's image binding: metadata, 16 bytes, all ones until the device fills them.</summary>
    BindMetadata = 0xA4,

    /// <summary>TF-M's image binding: tag, 16 bytes, all ones until the device fills them.</summary>
    BindTag = 0xA5,

    /// <summary>Wildcard of the loader's iterator; never stored.</summary>
    Any = 0xFFFF,
}
