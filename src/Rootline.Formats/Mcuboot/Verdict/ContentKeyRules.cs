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
        if (wrapped.Count != 1 || wrapped[0].Type != keys.Type)
        {
            findings.Break(BootRules.EncryptionKey, wrapped.Count == 0
                ? "the image is encrypted and carries no content key"
                : $"the image carries {string.Join(", ", wrapped.Select(e => AreaRules.Text(e.Type)))}; the loader opens one {AreaRules.Text(keys.Type)}");
            return null;
        }

        if (!keys.Open(wrapped[0].Value.Span).Try(out var key, out var fault))
        {
            findings.Break(BootRules.EncryptionKey, fault.What);
            return null;
        }

        int expected = (header.Flags & ImageFlags.EncryptedAes256) != 0 ? 32 : 16;
        if (key.Length == expected)
            return key;
        findings.Break(BootRules.EncryptionKey, $"the flags announce a content key of {expected} bytes; it has {key.Length}");
        key.Dispose();
        return null;
    }
}
