using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Virtual;

namespace Rootline.Chips.Boot;

/// <summary>
/// Keys and signatures come in pairs: one name for a key (KEYID, then KEYHASH or PUBKEY), then its signature, and nothing left over.
/// The reference takes any order and lets the last known pair decide.
/// </summary>
internal static class SignaturePairs
{
    /// <summary>Judges the order.</summary>
    /// <param name="code">The boot code.</param>
    /// <param name="tlvs">The image's TLVs.</param>
    public static BootRefusal? Judge(BootCode code, ImageTlvs tlvs)
    {
        if (code.Signature is null)
            return null;
        bool isNumbered = false;
        bool isNamed = false;
        foreach (var entry in tlvs.Unprotected.Entries)
        {
            if (entry.Type == TlvType.KeyId)
            {
                if (entry.Value.Length != sizeof(uint) || isNumbered || isNamed)
                    return Refuse("KEYID is malformed, or stands behind another key without a signature between them");
                isNumbered = true;
            }
            else if (entry.Type is TlvType.KeyHash or TlvType.PublicKey)
            {
                if (isNamed)
                    return Refuse("a key stands behind another one without a signature between them");
                if (entry.Type == TlvType.KeyHash && entry.Value.Length != code.Digest.Length())
                    return new(BootRules.Key, $"KEYHASH has {entry.Value.Length} bytes, not {code.Digest.Length()}");
                isNamed = true;
            }
            else if (entry.Type.IsSignature())
            {
                if (!isNumbered && !isNamed && code.KeySource != BootKeySource.RotpkRaw)
                    return Refuse("a signature has no key in front of it");
                (isNumbered, isNamed) = (false, false);
            }
        }

        return isNumbered || isNamed ? Refuse("the last key has no signature behind it") : null;
    }

    private static BootRefusal Refuse(string what) => new(BootRules.SignaturePair, what);
}
