using Rootline.Core.Faults;

namespace Rootline.Formats.Mcuboot;

/// <summary>TLVs made of values, and the check that a value is what its type says. Source: mcuboot-image section 3.</summary>
public static class TlvValues
{
    /// <summary>The value of a SIG_PURE TLV.</summary>
    public const byte PureMark = 1;

    private const int MaxEcdsaLength = 104;

    /// <summary>The TLV of a u32: key id or size.</summary>
    /// <param name="type">KEYID, DECOMP_SIZE or COMP_DEC_SIZE.</param>
    /// <param name="value">The number.</param>
    /// <param name="order">Byte order of the image.</param>
    public static TlvEntry Number(TlvType type, uint value, ImageByteOrder order = ImageByteOrder.Little)
    {
        var bytes = new byte[4];
        order.Write(bytes, value);
        return new(type, bytes);
    }

    /// <summary>Reads a u32: key id or size.</summary>
    /// <param name="value">4 bytes.</param>
    /// <param name="order">Byte order of the image.</param>
    public static Parsed<uint> ParseNumber(ReadOnlySpan<byte> value, ImageByteOrder order = ImageByteOrder.Little) => value.Length == 4
        ? order.U32(value)
        : ImageFaults.TlvValue.Fault($"a number has 4 bytes, this has {value.Length}");

    /// <summary>Checks that a value is what its type says; whether a signature is good or a digest right is another question.</summary>
    /// <param name="entry">The entry. Types of vendors hold anything.</param>
    /// <param name="order">Byte order of the image.</param>
    /// <returns>The fault, or null.</returns>
    public static Fault? Check(TlvEntry entry, ImageByteOrder order = ImageByteOrder.Little)
    {
        var value = entry.Value.Span;
        return entry.Type switch
        {
            TlvType.PublicKey => PublicKeyBytes.Parse(value).Fault,
            TlvType.Dependency => ImageDependency.Parse(value, order).Fault,
            TlvType.SecurityCounter => SecurityCounter.Parse(value, order).Fault,
            TlvType.BootRecord => BootRecord.Parse(value).Fault,
            TlvType.VendorId or TlvType.ClassId => ImageUuid.Parse(value).Fault,
            TlvType.KeyId or TlvType.DecompressedSize or TlvType.CompressedSize => ParseNumber(value, order).Fault,
            TlvType.Ecdsa224 => ImageFaults.TlvValue.Fault("the type ECDSA224 is withdrawn"),
            TlvType.SignaturePure when value is not [PureMark] => ImageFaults.TlvValue.Fault("the mark of a pure signature is not one byte 01"),
            _ => LengthFits(entry.Type, value.Length) ? null : ImageFaults.TlvValue.Fault($"a {entry.Type.Name()} TLV has {value.Length} bytes"),
        };
    }

    // The length alone, for types whose content no reader can judge by itself.
    private static bool LengthFits(TlvType type, int length) => type switch
    {
        TlvType.KeyHash or TlvType.DecompressedDigest => length is 32 or 48 or 64,
        TlvType.Sha256 => length == 32,
        TlvType.Sha384 => length == 48,
        TlvType.Sha512 or TlvType.Ed25519 => length == 64,
        TlvType.Rsa2048Pss or TlvType.EncryptedRsa2048 => length == 256,
        TlvType.Rsa3072Pss => length == 384,
        TlvType.EcdsaSignature => length is >= 8 and <= MaxEcdsaLength,
        TlvType.EncryptedKeyWrap => length is 24 or 40,
        TlvType.EncryptedP256 => length is 113 or 129,
        TlvType.EncryptedX25519 => length is 80 or 96,
        TlvType.EncryptedX25519Sha512 => length is 112 or 128,
        TlvType.DecompressedSignature => length is >= 8 and <= 384,
        _ => true,
    };
}
