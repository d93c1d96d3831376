using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rootline.Formats.Mcuboot.Dump;

/// <summary>A dump as JSON, in the members and layout of <c>imgtool dumpinfo -f json</c>.</summary>
public static class DumpJson
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of a dump over many lines, without a line feed at its end.</summary>
    /// <param name="dump">The dump.</param>
    public static string Of(ImageDump dump)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Indented))
            Write(json, dump);
        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    /// <summary>Writes a dump as an object.</summary>
    /// <param name="json">Takes it.</param>
    /// <param name="dump">The dump.</param>
    public static void Write(Utf8JsonWriter json, ImageDump dump)
    {
        json.WriteStartObject();
        json.WriteString("filename", dump.FileName);
        json.WriteStartObject("header");
        json.WriteNumber("magic", ImageHeader.Magic);
        json.WriteNumber("load_addr", dump.Header.LoadAddress);
        json.WriteNumber("hdr_size", dump.Header.HeaderSize);
        json.WriteNumber("protected_tlv_size", dump.Header.ProtectedSize);
        json.WriteNumber("img_size", dump.Header.ImageSize);
        json.WriteNumber("flags", (uint)dump.Header.Flags);
        json.WriteString("version", dump.Header.Version.ToString());
        json.WriteEndObject();
        json.WriteStartObject("tlv_area");
        Area(json, "tlv_hdr_prot", "tlvs_prot", dump.Protected);
        Area(json, "tlv_hdr", "tlvs", dump.Unprotected);
        json.WriteEndObject();
        Trailer(json, dump);
        json.WriteEndObject();
    }

    private static void Area(Utf8JsonWriter json, string head, string list, DumpedArea? area)
    {
        json.WriteStartObject(head);
        if (area is not null)
        {
            json.WriteNumber("magic", area.Magic);
            json.WriteNumber("tlv_tot", area.Total);
        }

        json.WriteEndObject();
        json.WriteStartArray(list);
        foreach (var entry in area?.Entries ?? [])
        {
            json.WriteStartObject();
            json.WriteNumber("type", (ushort)entry.Type);
            json.WriteString("type_name", entry.Type.Name());
            json.WriteNumber("len", entry.Length);
            json.WriteString("data", Convert.ToHexStringLower(entry.Data));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Trailer(Utf8JsonWriter json, ImageDump dump)
    {
        json.WriteStartObject("trailer");
        if (dump.TrailerMagic is { } magic)
            json.WriteString("magic", Convert.ToHexStringLower(magic));
        if (dump.Trailer is { } trailer)
        {
            json.WriteNumber("image_ok", trailer.ImageOk);
            json.WriteNumber("copy_done", trailer.CopyDone);
            json.WriteNumber("swap_info", trailer.SwapInfo);
            json.WriteNumber("swap_size", trailer.SwapSize);
        }

        if (dump.KeyFieldLength is { } length)
            json.WriteNumber("key_field_len", length);
        json.WriteEndObject();
    }
}
