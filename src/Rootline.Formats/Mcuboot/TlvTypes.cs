namespace Rootline.Formats.Mcuboot;

/// <summary>What is known of a TLV type beside its number. Source: mcuboot-image section 3.</summary>
public static class TlvTypes
{
    /// <summary>The first number that belongs to vendors.</summary>
    public const ushort VendorFirst = 0x00A0;

    /// <summary>The last number that belongs to vendors.</summary>
    public const ushort VendorLast = 0xFFFE;

    private static readonly Dictionary<TlvType, string> Names = new()
    {
        [TlvType.KeyHash] = "KEYHASH",
        [TlvType.PublicKey] = "PUBKEY",
        [TlvType.KeyId] = "KEYID",
        [TlvType.Sha256] = "SHA256",
        [TlvType.Sha384] = "SHA384",
        [TlvType.Sha512] = "SHA512",
        [TlvType.Rsa2048Pss] = "RSA2048",
        [TlvType.Ecdsa224] = "ECDSA224",
        [TlvType.EcdsaSignature] = "ECDSASIG",
        [TlvType.Rsa3072Pss] = "RSA3072",
        [TlvType.Ed25519] = "ED25519",
        [TlvType.SignaturePure] = "SIG_PURE",
        [TlvType.EncryptedRsa2048] = "ENCRSA2048",
        [TlvType.EncryptedKeyWrap] = "ENCKW",
        [TlvType.EncryptedP256] = "ENCEC256",
        [TlvType.EncryptedX25519] = "ENCX25519",
        [TlvType.EncryptedX25519Sha512] = "ENCX25519_SHA512",
        [TlvType.Dependency] = "DEPENDENCY",
        [TlvType.SecurityCounter] = "SEC_CNT",
        [TlvType.BootRecord] = "BOOT_RECORD",
        [TlvType.DecompressedSize] = "DECOMP_SIZE",
        [TlvType.DecompressedDigest] = "DECOMP_SHA",
        [TlvType.DecompressedSignature] = "DECOMP_SIGNATURE",
        [TlvType.CompressedSize] = "COMP_DEC_SIZE",
        [TlvType.VendorId] = "UUID_VID",
        [TlvType.ClassId] = "UUID_CID",
    };

    /// <summary>The name that MCUboot's signing tool shows, or <c>UNKNOWN</c>.</summary>
    /// <param name="type">The type.</param>
    public static string Name(this TlvType type) => Names.GetValueOrDefault(type, "UNKNOWN");

    /// <summary>Whether the format itself defines the type; vendors define the rest.</summary>
    /// <param name="type">The type.</param>
    public static bool IsStandard(this TlvType type) => Names.ContainsKey(type);

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
