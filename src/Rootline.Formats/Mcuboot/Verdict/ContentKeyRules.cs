using Rootline.Core.Crypto;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Mcuboot.Verdict;

/// <summary>The content key of an encrypted image (boot_enc_load).</summary>
internal static class ContentKeyRules
{
    /// <summary>Judges and opens the content key.</summary>
    /// <param name="header">The header.</param>
    /// <param name="tlvs">The areas.</param>
    /// <param name="loader">The loader.</param>
    /// <param name="findings">Takes what is wrong.</param>
    /// <returns>The key, the caller's to dispose; null when the image is not encrypted or its key does not open.</returns>
    public static Secret? Judge(ImageHeader header, ImageTlvs tlvs, LoaderConfiguration loader, Findings findings)
    {
        var wrapped = tlvs.Unprotected.Entries.Where(e => e.Type.IsContentKey()).ToList();
        if ((header.Flags & ImageFlags.Encrypted) == 0)
        {
            foreach (var entry in wrapped)
                findings.Break(BootRules.EncryptionKey, $"{AreaRules.Text(entry.Type)} holds a content key, but the image is not encrypted");
            return null;
        }

        if (loader.ContentKeys is not { } keys)
            return null;
        if (wrapped.Count != 1 || !keys.Tlvs.Contains(wrapped[0].Type))
        {
            findings.Break(BootRules.EncryptionKey, wrapped.Count == 0
                ? "the image is encrypted and carries no content key"
                : $"the image carries {string.Join(", ", wrapped.Select(e => AreaRules.Text(e.Type)))}; the loader opens one of {string.Join(", ", keys.Tlvs.Select(AreaRules.Text))}");
            return null;
        }

        int length = (header.Flags & ImageFlags.EncryptedAes256) != 0 ? 32 : 16;
        if (IsTwin(wrapped[0]))
            findings.Break(BootRules.EncryptionKey, "the ephemeral key is not in its one form: its top bit is set, which X25519 does not look at");
        else if (keys.Unwrap(wrapped[0], length).Try(out var key, out var fault))
            return key;
        else
            findings.Break(BootRules.EncryptionKey, fault.What);
        return null;
    }

    // The last byte of an X25519 key has a bit that changes nothing (RFC 7748 section 5): a changed image that would still be taken.
    private static bool IsTwin(TlvEntry entry) => entry.Type is TlvType.EncryptedX25519 or TlvType.EncryptedX25519Sha512
        && entry.Value.Length >= X25519.Length && (entry.Value.Span[X25519.Length - 1] & 0x80) != 0;
}
