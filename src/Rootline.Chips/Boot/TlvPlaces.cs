using Rootline.Formats.Mcuboot;

namespace Rootline.Chips.Boot;

/// <summary>Where a TLV may stand: what decides something must be covered by the signature, and must be there once.</summary>
internal static class TlvPlaces
{
    private static readonly TlvType[] Once =
        [TlvType.SecurityCounter, TlvType.BootRecord, TlvType.VendorId, TlvType.ClassId];

    /// <summary>Judges all TLVs of an image.</summary>
    /// <param name="tlvs">The TLVs.</param>
    /// <param name="allowList">Whether the unprotected area holds types of the format only.</param>
    public static BootRefusal? Judge(ImageTlvs tlvs, bool allowList)
    {
        foreach (var (entry, isProtected) in tlvs.All)
        {
            if (isProtected && IsUnprotectedType(entry.Type))
                return Refuse(entry.Type, "stands in the protected area");
            if (!isProtected && entry.Type.IsProtected())
                return Refuse(entry.Type, "stands in the area that no signature covers");
            if (!isProtected && allowList && !IsUnprotectedType(entry.Type))
                return Refuse(entry.Type, "is not allowed in the unprotected area");
        }

        foreach (var type in Once)
        {
            if (tlvs.All.Count(t => t.Entry.Type == type) > 1)
                return Refuse(type, "is there more than once");
        }

        return null;
    }

    private static bool IsUnprotectedType(TlvType type) => type is TlvType.KeyHash or TlvType.PublicKey or TlvType.KeyId or TlvType.SignaturePure or TlvType.Ecdsa224
        || type.IsDigest() || type.IsSignature() || type.IsContentKey();

    private static BootRefusal Refuse(TlvType type, string what) => new(BootRules.TlvPlace, $"{type.Name()} (0x{(ushort)type:x2}) {what}");
}
