namespace Rootline.Formats.Mcuboot.Verdict;

/// <summary>The rules of the header (boot_check_header_valid, and what the loader leaves out).</summary>
internal static class HeaderRules
{
    /// <summary>Judges the header.</summary>
    /// <param name="image">The image.</param>
    /// <param name="loader">The loader.</param>
    /// <param name="findings">Takes what is wrong.</param>
    /// <returns>The header; null when there is none.</returns>
    public static ImageHeader? Judge(ImageBytes image, LoaderConfiguration loader, Findings findings)
    {
        var bytes = image.Read(0, ImageHeader.Length);
        if (!IsThere(bytes, findings))
            return null;
        uint magic = loader.Order.U32(bytes);
        var order = ImageHeader.OrderOf(bytes);
        if (magic != ImageHeader.Magic)
        {
            findings.Break(BootRules.HeaderMagic, order is null
                ? $"the magic is 0x{magic:x8}, not 0x{ImageHeader.Magic:x8}"
                : $"the image is {Name(order.Value)}-endian, the loader {Name(loader.Order)}-endian");
            return null;
        }

        var header = ImageHeader.ReadFields(bytes, loader.Order);
        Sizes(header, loader, findings);
        Flags(header, loader, findings);
        Place(header, loader, findings);
        if (header.Pad != 0)
            findings.Remark($"the last word of the header is 0x{header.Pad:x8}, not 0");
        if (findings.Broke(BootRules.HeaderSize) || findings.Broke(BootRules.ImageSize))
            return header;
        if (image.Length < header.HashedSize + Mcuboot.TlvArea.InfoLength)
            findings.Break(BootRules.ImageComplete, $"the header announces {header.HashedSize} bytes and TLVs after them; the file has {image.Length}");
        return header;
    }

    private static bool IsThere(byte[] bytes, Findings findings)
    {
        if (bytes.Length < ImageHeader.Length)
        {
            findings.Break(BootRules.ImagePresent, $"the file has {bytes.Length} bytes, a header {ImageHeader.Length}");
            return false;
        }

        if (bytes.AsSpan().IndexOfAnyExcept((byte)0xFF) >= 0 && bytes.AsSpan().IndexOfAnyExcept((byte)0) >= 0)
            return true;
        findings.Break(BootRules.ImagePresent, $"the header is erased: every byte is 0x{bytes[0]:x2}");
        return false;
    }

    private static void Sizes(ImageHeader header, LoaderConfiguration loader, Findings findings)
    {
        if (header.HeaderSize < ImageHeader.Length)
            findings.Break(BootRules.HeaderSize, $"the header says that it has {header.HeaderSize} bytes; the least is {ImageHeader.Length}");
        else if (header.HeaderSize % 4 != 0)
            findings.Remark($"the header has {header.HeaderSize} bytes: code behind it is not aligned to a word");
        if (header.HashedSize > uint.MaxValue)
            findings.Break(BootRules.ImageSize, $"header, payload and protected area have {header.HashedSize} bytes together: more than 32 bits say");
        else if (SlotOf(loader) is { } slot && header.HashedSize >= slot)
            findings.Break(BootRules.ImageSize, $"header, payload and protected area have {header.HashedSize} bytes; the slot has {slot}");
        if (header.ImageSize == 0)
            findings.Remark("the payload is empty");
    }

    private static void Flags(ImageHeader header, LoaderConfiguration loader, Findings findings)
    {
        var flags = header.Flags;
        if ((flags & ImageFlags.Encrypted) == ImageFlags.Encrypted)
            findings.Break(BootRules.EncryptionFlags, "the flags of AES-128 and AES-256 are both set");
        else if ((flags & ImageFlags.Encrypted) != 0 && loader is { ContentKeys: null, Decryption: false })
            findings.Break(BootRules.EncryptionFlags, "the image is encrypted; the loader has no key for that");
        if ((flags & ImageFlags.Compressed) == ImageFlags.Compressed)
            findings.Break(BootRules.CompressionFlags, "the flags of LZMA1 and LZMA2 are both set");
        else if ((flags & ImageFlags.Compressed) != 0 && !loader.Decompression)
            findings.Break(BootRules.CompressionFlags, "the image is compressed; the loader cannot decompress");
        else if ((flags & ImageFlags.Compressed) == 0 && (flags & ImageFlags.CompressedArmThumb) != 0)
            findings.Break(BootRules.CompressionFlags, "the flag of a filter is set without one of compression");
        if ((flags & ImageFlags.NonBootable) != 0 && !loader.DataImage)
            findings.Break(BootRules.Bootable, "the image is not meant to be started (flag NON_BOOTABLE)");
        var unknown = flags & ~(ImageFlags.Encrypted | ImageFlags.Compressed | ImageFlags.CompressedArmThumb | ImageFlags.NonBootable | ImageFlags.RamLoad | ImageFlags.RomFixed);
        if (unknown != 0)
            findings.Remark($"flags 0x{(uint)unknown:x} mean nothing to a loader");
    }

    private static void Place(ImageHeader header, LoaderConfiguration loader, Findings findings)
    {
        bool ram = (header.Flags & ImageFlags.RamLoad) != 0;
        bool rom = (header.Flags & ImageFlags.RomFixed) != 0;
        if (ram && rom)
            findings.Break(BootRules.LoadAddress, "the image says that it was linked for flash and for RAM");
        if (loader.Layout?.Mode == UpgradeMode.RamLoad && !ram && !loader.DataImage)
            findings.Break(BootRules.LoadAddress, "the loader copies images to RAM; this one says no load address (flag RAM_LOAD)");
        if (rom && loader.SlotAddress is { } address && header.LoadAddress != address)
            findings.Break(BootRules.LoadAddress, $"the image was linked for 0x{header.LoadAddress:x8}; the slot is at 0x{address:x8}");
    }

    private static long? SlotOf(LoaderConfiguration loader) =>
        loader.Slot == LoaderSlot.Primary ? loader.Layout?.Primary.Size : loader.Layout?.Secondary.Size;

    private static string Name(ImageByteOrder order) => order == ImageByteOrder.Big ? "big" : "little";
}
