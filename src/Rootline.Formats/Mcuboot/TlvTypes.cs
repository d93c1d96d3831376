namespace Rootline.Formats.Mcuboot;

/// <summary>What is known of a TLV type beside its number. Source: mcuboot-image section 3.</summary>
public static class TlvTypes
{
    /// <summary>The first number that belongs to vendors.</summary>
    public const ushort VendorFirst = 0x00A0;

    /// <summary>The last number that belongs to vendors.</summary>
    public const ushort VendorLast = 0xFFFE;

    // By number: the runtime holds code for that ready, and none for an enumeration of ours.
    private static readonly Dictionary<int, string> Names = new()
    {
        [(int)TlvType.KeyHash] = "KEYHASH",
        [(int)TlvType.PublicKey] = "PUBKEY",
        [(int)TlvType.KeyId] = "KEYID",
        [(int)TlvType.Sha256] = "SHA256",
        [(int)TlvType.Sha384] = "SHA384",
        [(int)TlvType.Sha512] = "SHA512",
        [(int)TlvType.Rsa2048Pss] = "RSA2048",
        [(int)TlvType.Ecdsa224] = "ECDSA224",
        [(int)TlvType.EcdsaSignature] = "ECDSASIG",
        [(int)TlvType.Rsa3072Pss] = "RSA3072",
        [(int)TlvType.Ed25519] = "ED25519",
        [(int)TlvType.SignaturePure] = "SIG_PURE",
        [(int)TlvType.EncryptedRsa2048] = "ENCRSA2048",
        [(int)TlvType.EncryptedKeyWrap] = "ENCKW",
        [(int)TlvType.EncryptedP256] = "ENCEC256",
        [(int)TlvType.EncryptedX25519] = "ENCX25519",
        [(int)TlvType.EncryptedX25519Sha512] = "ENCX25519_SHA512",
        [(int)TlvType.Dependency] = "DEPENDENCY",
        [(int)TlvType.SecurityCounter] = "SEC_CNT",
        [(int)TlvType.BootRecord] = "BOOT_RECORD",
        [(int)TlvType.DecompressedSize] = "DECOMP_SIZE",
        [(int)TlvType.DecompressedDigest] = "DECOMP_SHA",
        [(int)TlvType.DecompressedSignature] = "DECOMP_SIGNATURE",
        [(int)TlvType.CompressedSize] = "COMP_DEC_SIZE",
        [(int)TlvType.VendorId] = "UUID_VID",
        [(int)TlvType.ClassId] = "UUID_CID",
    };

    /// <summary>The name that MCUboot's signing tool shows, or <c>UNKNOWN</c>.</summary>
    /// <param name="type">The type.</param>
    public static string Name(this TlvType type) => Names.GetValueOrDefault((int)type, "UNKNOWN");

    /// <summary>Whether the format itself defines the type; vendors define the rest.</summary>
    /// <param name="type">The type.</param>
    public static bool IsStandard(this TlvType type) => Names.ContainsKey((int)type);

    /// <summary>Whether the number belongs to vendors.</summary>
    /// <param name="type">The type.</param>
    public static bool IsVendor(this TlvType type) => (ushort)type is >= VendorFirst and <= VendorLast;

    /// <summary>Whether the value must be covered by the digest: the type belongs into the protected area and nowhere else.</summary>
    /// <param name="type">The type.</param>
    public static bool IsProtected(this TlvType type) => (ushort)type is >= 0x40 and < VendorFirst && type.IsStandard();

    /// <summary>Whether it is an image digest.</summary>
    /// <param name="type">The type.</param>
    public static bool IsDigest(this TlvType type) => type is TlvType.Sha256 or TlvType.Sha384 or TlvType.Sha512;

    /// <summary>Whether it is a signature of the image.</summary>
    /// <param name="type">The type.</param>
    public static bool IsSignature(this TlvType type) =>
        type is TlvType.Rsa2048Pss or TlvType.EcdsaSignature or TlvType.Rsa3072Pss or TlvType.Ed25519;

    /// <summary>Whether it holds the content key.</summary>
    /// <param name="type">The type.</param>
    public static bool IsContentKey(this TlvType type) => type is >= TlvType.EncryptedRsa2048 and <= TlvType.EncryptedX25519Sha512;

    /// <summary>
    /// Reads the 2 bytes of a type: in big-endian images a type of the format keeps its byte in front, a vendor's type does not. Null
    /// when a type of the format stands there with its byte behind.
    /// </summary>
    internal static TlvType? Read(ReadOnlySpan<byte> source, ImageByteOrder order)
    {
        var type = (TlvType)order.U16(source);
        if (order == ImageByteOrder.Little)
            return type;
        if (source[1] == 0 && ((TlvType)source[0]).IsStandard())
            return (TlvType)source[0];
        return type.IsStandard() ? null : type;
    }

    /// <summary>Writes the 2 bytes of a type.</summary>
    internal static void Write(this TlvType type, Span<byte> destination, ImageByteOrder order)
    {
        if (order == ImageByteOrder.Big && type.IsStandard())
            (destination[0], destination[1]) = ((byte)type, 0);
        else
            order.Write(destination, (ushort)type);
    }
}
