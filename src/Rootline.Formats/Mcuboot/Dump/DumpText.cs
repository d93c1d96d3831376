using System.Globalization;
using System.Text;

namespace Rootline.Formats.Mcuboot.Dump;

/// <summary>A dump for people, in the words and columns of <c>imgtool dumpinfo</c>.</summary>
public static class DumpText
{
    private const int Width = 60;
    private const string Notice = "(Note: some fields may not be used, depending on the update strategy)";

    private static readonly (ImageFlags Flag, string Name)[] FlagNames =
    [
        (ImageFlags.PositionIndependent, "PIC"),
        (ImageFlags.EncryptedAes128, "ENCRYPTED_AES128"),
        (ImageFlags.EncryptedAes256, "ENCRYPTED_AES256"),
        (ImageFlags.NonBootable, "NON_BOOTABLE"),
        (ImageFlags.RamLoad, "RAM_LOAD"),
        (ImageFlags.RomFixed, "ROM_FIXED"),
        (ImageFlags.CompressedLzma1, "COMPRESSED_LZMA1"),
        (ImageFlags.CompressedLzma2, "COMPRESSED_LZMA2"),
        (ImageFlags.CompressedArmThumb, "COMPRESSED_ARM_THUMB"),
    ];

    private static readonly string Line = new('#', Width);

    /// <summary>The text of a dump, with line feeds.</summary>
    /// <param name="dump">The dump.</param>
    public static string Of(ImageDump dump)
    {
        var text = new StringBuilder();
        Put(text, $"Printing content of signed image: {dump.FileName} \n");
        Header(text, dump.Header);
        Payload(text, dump.Header);
        if (dump.Protected is { } covered)
            Area(text, "Protected TLV area", dump.Header.TlvOffset, covered);
        Area(text, "TLV area", dump.Header.TlvOffset + dump.Header.ProtectedSize, dump.Unprotected);
        if (dump.TrailerMagic is { } magic)
            Trailer(text, dump, magic);
        Put(text, Row("End of Image "));
        return text.ToString();
    }

    private static void Header(StringBuilder text, ImageHeader header)
    {
        Put(text, Row("Image header (offset: 0x0)"));
        Field(text, "magic", Hex(ImageHeader.Magic));
        Field(text, "load_addr", Hex(header.LoadAddress));
        Field(text, "hdr_size", Hex(header.HeaderSize));
        Field(text, "protected_tlv_size", Hex(header.ProtectedSize));
        Field(text, "img_size", Hex(header.ImageSize));
        Field(text, "flags", Flags(header.Flags));
        Field(text, "version", header.Version.ToString());
        Put(text, Line);
    }

    private static void Payload(StringBuilder text, ImageHeader header)
    {
        string content = $"FW image (size: {Hex(header.ImageSize)} Bytes)";
        string blank = $"|{new string(' ', Width - 2)}|";
        string before = $"|{new string(' ', ((Width - content.Length) / 2) - 1)}";
        Put(text, Row($"Payload (offset: {Hex(header.HeaderSize)})"));
        Put(text, blank);
        Put(text, $"{before}{content}{new string(' ', Width - before.Length - content.Length - 1)}|");
        Put(text, blank);
        Put(text, Line);
    }

    private static void Area(StringBuilder text, string name, long offset, DumpedArea area)
    {
        Put(text, Row($"{name} (offset: {Hex(offset)})"));
        Put(text, $"magic:     {Hex(area.Magic)}");
        Put(text, $"area size: {Hex(area.Total)}");
        if (area.Entries.Count == 0)
            Put(text, "");
        foreach (var entry in area.Entries)
        {
            Put(text, "        ---------------------------------------------");
            Put(text, $"        type: {entry.Type.Name()} ({Hex((ushort)entry.Type)})");
            Put(text, $"        len:  {Hex(entry.Length)}");
            text.Append("        data: ");
            Bytes(text, entry.Data, new string(' ', 14));
        }

        Put(text, Line);
    }

    private static void Trailer(StringBuilder text, ImageDump dump, byte[] magic)
    {
        Put(text, Row("Image trailer (offset: unknown)"));
        Put(text, $"{Notice[..Width]}\n{Notice[Width..]}\n");
        Put(text, "swap status: (len: unknown)");
        Put(text, $"enc. keys:   {(dump.KeyFieldLength is { } length ? $"(len: {Hex(length)}, if BOOT_SWAP_SAVE_ENCTLV is unset)" : "Image not encrypted")}");
        if (dump.Trailer is { } trailer)
        {
            Put(text, $"swap size:   {(trailer.SwapSize == uint.MaxValue ? "unknown" : string.Create(CultureInfo.InvariantCulture, $"{Hex(trailer.SwapSize)} octal: {trailer.SwapSize}"))}");
            Put(text, $"swap_info:   {Status(trailer.SwapInfo)}");
            Put(text, $"copy_done:   {Status(trailer.CopyDone)}");
            Put(text, $"image_ok:    {Status(trailer.ImageOk)}");
        }

        text.Append("boot magic:  ");
        Bytes(text, magic, new string(' ', 13));
        Put(text, "");
    }

    private static void Bytes(StringBuilder text, byte[] bytes, string indent)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"0x{bytes[i]:x2} ");
            if (i % 8 == 7 && i + 1 < bytes.Length)
                text.Append('\n').Append(indent);
        }

        text.Append('\n');
    }

    private static string Flags(ImageFlags flags) => flags == 0
        ? "0x0"
        : string.Join($"\n{new string(' ', 20)}", FlagNames.Where(f => (flags & f.Flag) != 0).Select(f => $"{f.Name} ({Hex((uint)f.Flag)})"));

    private static string Status(byte value) => value switch
    {
        1 => "SET (0x1)",
        2 => "BAD (0x2)",
        3 => "UNSET (0x3)",
        4 => "ANY (0x4)",
        _ => $"INVALID ({Hex(value)})",
    };

    private static void Field(StringBuilder text, string name, string value) => Put(text, $"{name}:{new string(' ', 19 - name.Length)}{value}");

    private static string Row(string title)
    {
        string head = $"#### {title} ";
        return head + new string('#', Math.Max(0, Width - head.Length));
    }

    private static string Hex(long value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:x}");

    private static void Put(StringBuilder text, string line) => text.Append(line).Append('\n');
}
