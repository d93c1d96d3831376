using Rootline.Formats.Mcuboot.Fit;

namespace Rootline.Formats.Mcuboot.Verdict;

/// <summary>The rules of the areas of TLVs as wholes (bootutil_tlv_iter_begin, bootutil_tlv_iter_next).</summary>
internal static class AreaReader
{
    /// <summary>Reads and judges both areas.</summary>
    /// <param name="image">The image; all that the header announces is there.</param>
    /// <param name="header">Its header.</param>
    /// <param name="loader">The loader.</param>
    /// <param name="findings">Takes what is wrong.</param>
    /// <returns>The areas; null when they cannot be gone through.</returns>
    public static ImageTlvs? Judge(ImageBytes image, ImageHeader header, LoaderConfiguration loader, Findings findings)
    {
        TlvArea? covered = null;
        long offset = header.TlvOffset;
        if (MagicAt(image, offset, loader) == TlvArea.ProtectedMagic || header.ProtectedSize != 0)
        {
            if (!Announced(image, header, loader, findings))
                return null;
            covered = Area(image.Read(offset, header.ProtectedSize), isProtected: true, loader, findings);
            offset += header.ProtectedSize;
        }

        if (MagicAt(image, offset, loader) is not TlvArea.UnprotectedMagic and var magic)
        {
            findings.Break(BootRules.TlvMagic, $"the unprotected area begins with 0x{magic:x4}, not 0x{TlvArea.UnprotectedMagic:x4}");
            return null;
        }

        int total = loader.Order.U16(image.Read(offset + 2, 2));
        if (offset + total > image.Length)
        {
            findings.Break(BootRules.TlvEntries, $"the unprotected area has {total} bytes; the file has {image.Length - offset} of them");
            return null;
        }

        var open = Area(image.Read(offset, total), isProtected: false, loader, findings);
        return open is null || (header.ProtectedSize != 0 && covered is null) ? null : new(covered, open);
    }

    /// <summary>Judges whether the image leaves the room that the mode needs.</summary>
    /// <param name="header">The header.</param>
    /// <param name="tlvs">The areas.</param>
    /// <param name="loader">The loader.</param>
    /// <param name="findings">Takes what is wrong.</param>
    public static void JudgeRoom(ImageHeader header, ImageTlvs tlvs, LoaderConfiguration loader, Findings findings)
    {
        if (loader.Layout is null)
            return;
        long end = header.TlvOffset + tlvs.TotalLength;
        if (!ImageFit.Of(loader.Layout).Try(out var fit, out var fault))
            findings.Break(BootRules.LargestImage, fault.What);
        else if (end > fit.Largest)
            findings.Break(BootRules.LargestImage, $"the image has {end} bytes; in mode {loader.Layout.Mode.NameOf()} the slot takes {fit.Largest}");
    }

    private static bool Announced(ImageBytes image, ImageHeader header, LoaderConfiguration loader, Findings findings)
    {
        int magic = MagicAt(image, header.TlvOffset, loader);
        if (header.ProtectedSize == 0)
        {
            findings.Break(BootRules.ProtectedSize, "there is a protected area that the header does not announce");
            return false;
        }

        if (magic != TlvArea.ProtectedMagic)
        {
            findings.Break(BootRules.TlvMagic, $"the protected area begins with 0x{magic:x4}, not 0x{TlvArea.ProtectedMagic:x4}");
            return false;
        }

        int total = loader.Order.U16(image.Read(header.TlvOffset + 2, 2));
        if (total == header.ProtectedSize)
            return true;
        findings.Break(BootRules.ProtectedSize, $"the protected area says {total} bytes, the header {header.ProtectedSize}");
        return false;
    }

    private static TlvArea? Area(byte[] bytes, bool isProtected, LoaderConfiguration loader, Findings findings)
    {
        if (TlvArea.Parse(bytes, isProtected, loader.Order).Try(out var area, out var fault))
            return area;
        findings.Break(BootRules.TlvEntries, fault.What);
        return null;
    }

    private static int MagicAt(ImageBytes image, long offset, LoaderConfiguration loader) =>
        image.Read(offset, 2) is { Length: 2 } bytes ? loader.Order.U16(bytes) : 0;
}
