namespace Rootline.Formats.Mcuboot.Verdict;

/// <summary>Which TLV may stand where, and how often (is_tlv_allowed, and what the loader leaves out).</summary>
/// <param name="loader">The loader.</param>
/// <param name="findings">Takes what is wrong.</param>
internal sealed class AreaRules(LoaderConfiguration loader, Findings findings)
{
    private static readonly TlvType[] Single = [TlvType.SecurityCounter, TlvType.BootRecord, TlvType.VendorId, TlvType.ClassId, TlvType.DecompressedSize, TlvType.DecompressedDigest, TlvType.CompressedSize];
    private readonly bool[] _seen = new bool[Single.Length];

    /// <summary>Judges an entry.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="isProtected">The area that it stands in.</param>
    public void Judge(TlvType type, bool isProtected)
    {
        if (isProtected && IsOfSignature(type))
            findings.Break(BootRules.TlvArea, $"{Text(type)} stands in the protected area; it belongs to the signature, outside");
        else if (!isProtected && type.IsProtected())
            findings.Break(BootRules.TlvArea, $"{Text(type)} stands in the unprotected area, where anybody can put it");
        else if (!isProtected && !IsOfSignature(type))
            Unknown(type);
        else if (type == TlvType.KeyId && loader.KeyMode != KeyMode.ById && loader.Keys.All(k => k.Id is null))
            Unknown(type);
        else if (isProtected && !type.IsProtected() && !type.IsVendor())
            findings.Remark($"{Text(type)} in the protected area means nothing to a loader");
        for (int i = 0; i < Single.Length; i++)
        {
            if (Single[i] != type)
                continue;
            if (_seen[i])
                findings.Break(BootRules.Once, $"{Text(type)} stands twice");
            _seen[i] = true;
        }
    }

    /// <summary>A type with its name and number.</summary>
    /// <param name="type">The type.</param>
    public static string Text(TlvType type) => $"{type.Name()} (0x{(ushort)type:x2})";

    private static bool IsOfSignature(TlvType type) => type.IsDigest() || type.IsSignature() || type.IsContentKey()
        || type is TlvType.KeyHash or TlvType.PublicKey or TlvType.KeyId or TlvType.SignaturePure;

    private void Unknown(TlvType type)
    {
        if (loader.AllowList)
            findings.Break(BootRules.AllowedTypes, $"{Text(type)} stands in the unprotected area");
        else
            findings.Remark($"{Text(type)} in the unprotected area is covered by no signature; a loader with an allow list refuses it");
    }
}
