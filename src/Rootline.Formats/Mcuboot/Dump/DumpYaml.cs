using System.Globalization;
using System.Text;

namespace Rootline.Formats.Mcuboot.Dump;

/// <summary>A dump as YAML, in the members and layout of <c>imgtool dumpinfo -f yaml</c>.</summary>
public static class DumpYaml
{
    private const int Base64Line = 76;
    private static readonly string[] Words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];

    /// <summary>The text of a dump, with line feeds.</summary>
    /// <param name="dump">The dump.</param>
    public static string Of(ImageDump dump)
    {
        var text = new StringBuilder();
        Put(text, 0, "filename", Scalar(dump.FileName));
        text.Append("header:\n");
        Put(text, 2, "magic", Number(ImageHeader.Magic));
        Put(text, 2, "load_addr", Number(dump.Header.LoadAddress));
        Put(text, 2, "hdr_size", Number(dump.Header.HeaderSize));
        Put(text, 2, "protected_tlv_size", Number(dump.Header.ProtectedSize));
        Put(text, 2, "img_size", Number(dump.Header.ImageSize));
        Put(text, 2, "flags", Number((uint)dump.Header.Flags));
        Put(text, 2, "version", dump.Header.Version.ToString());
        text.Append("tlv_area:\n");
        Area(text, "tlv_hdr_prot", "tlvs_prot", dump.Protected);
        Area(text, "tlv_hdr", "tlvs", dump.Unprotected);
        Trailer(text, dump);
        return text.ToString();
    }

    private static void Area(StringBuilder text, string head, string list, DumpedArea? area)
    {
        if (area is null)
        {
            Put(text, 2, head, "{}");
            Put(text, 2, list, "[]");
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"  {head}:\n");
        Put(text, 4, "magic", Number(area.Magic));
        Put(text, 4, "tlv_tot", Number(area.Total));
        text.Append(CultureInfo.InvariantCulture, $"  {list}:{(area.Entries.Count == 0 ? " []" : "")}\n");
        foreach (var entry in area.Entries)
        {
            Put(text, 2, "- type", Number((ushort)entry.Type));
            Put(text, 4, "type_name", entry.Type.Name());
            Put(text, 4, "len", Number(entry.Length));
            Binary(text, 4, "data", entry.Data);
        }
    }

    private static void Trailer(StringBuilder text, ImageDump dump)
    {
        if (dump.TrailerMagic is not { } magic)
        {
            Put(text, 0, "trailer", "{}");
            return;
        }

        text.Append("trailer:\n");
        Binary(text, 2, "magic", magic);
        if (dump.Trailer is { } trailer)
        {
            Put(text, 2, "image_ok", Number(trailer.ImageOk));
            Put(text, 2, "copy_done", Number(trailer.CopyDone));
            Put(text, 2, "swap_info", Number(trailer.SwapInfo));
            Put(text, 2, "swap_size", Number(trailer.SwapSize));
        }

        if (dump.KeyFieldLength is { } length)
            Put(text, 2, "key_field_len", Number(length));
    }

    private static void Binary(StringBuilder text, int indent, string name, byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            Put(text, indent, name, "!!binary \"\"");
            return;
        }

        Put(text, indent, name, "!!binary |");
        string base64 = Convert.ToBase64String(bytes);
        for (int i = 0; i < base64.Length; i += Base64Line)
            text.Append(' ', indent + 2).Append(base64.AsSpan(i, Math.Min(Base64Line, base64.Length - i))).Append('\n');
    }

    // A text that YAML could take for something else stands in quotation marks.
    private static string Scalar(string value) => value.Length > 0 && char.IsAsciiLetter(value[0])
        && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '+') && !Words.Contains(value.ToLowerInvariant())
            ? value
            : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private static void Put(StringBuilder text, int indent, string name, string value) =>
        text.Append(' ', indent).Append(name).Append(": ").Append(value).Append('\n');

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
