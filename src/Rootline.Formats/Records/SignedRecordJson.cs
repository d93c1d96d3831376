using System.Buffers;
using System.Text.Json;
using Rootline.Core.Faults;
using Rootline.Formats.Files.Keys;

namespace Rootline.Formats.Records;

/// <summary>
/// The one form of a device record with its signature: UTF-8 JSON without white space, these members in this order: id, record (its canonical
/// bytes), signature (null, or <c>{"key":HEX,"signature":HEX}</c>; lower-case digits).
/// </summary>
public static class SignedRecordJson
{
    /// <summary>The longest form in bytes.</summary>
    public const int MaxLength = DeviceRecordLimits.Length + (4 * 1024);

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 5 };

    /// <summary>The bytes of a record with its signature.</summary>
    /// <param name="whole">The record.</param>
    public static byte[] Encode(SignedRecord whole)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        Write(json, whole);
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes it as one object.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="whole">The record.</param>
    public static void Write(Utf8JsonWriter json, SignedRecord whole)
    {
        byte[] record = DeviceRecordJson.Encode(whole.Record);
        json.WriteStartObject();
        json.WriteString("id", DeviceRecord.IdOf(record));
        json.WritePropertyName("record");
        json.WriteRawValue(record);
        if (whole.Signature is { } signature)
        {
            json.WriteStartObject("signature");
            json.WriteString("key", Convert.ToHexStringLower(signature.Key));
            json.WriteString("signature", Convert.ToHexStringLower(signature.Signature));
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("signature");
        }

        json.WriteEndObject();
    }

    /// <summary>Reads one; anything but the bytes of <see cref="Encode"/> is refused. The signature is not checked.</summary>
    /// <param name="bytes">At most <see cref="MaxLength"/> bytes.</param>
    public static Parsed<SignedRecord> Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxLength)
            return DeviceRecordFaults.Malformed.Fault($"{bytes.Length} bytes, at most {MaxLength} are read");
        if (!Read(bytes).Try(out var whole, out var fault))
            return fault;
        // What the writer would write is the only form; this holds the id against the record too.
        return Encode(whole).AsSpan().SequenceEqual(bytes) ? whole : DeviceRecordFaults.Malformed.Fault("the record with its signature is not in its one form, or its id is another one's");
    }

    private static Parsed<SignedRecord> Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes.ToArray(), Strict);
            var root = document.RootElement;
            if (!DeviceRecordJson.Decode(System.Text.Encoding.UTF8.GetBytes(root.GetProperty("record").GetRawText())).Try(out var record, out var fault))
                return fault;
            var member = root.GetProperty("signature");
            if (member.ValueKind == JsonValueKind.Null)
                return new SignedRecord(record, null);
            var signature = new RecordSignature(Bytes(member, "key"), Bytes(member, "signature"));
            return signature is { Key.Length: RecordSignature.KeyLength, Signature.Length: > 0 and <= DocumentSignature.MaxLength }
                ? new SignedRecord(record, signature)
                : DeviceRecordFaults.Malformed.Fault("the signature is outside its limits");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return DeviceRecordFaults.Malformed.Fault("a member is missing or of the wrong type");
        }
    }

    private static byte[] Bytes(JsonElement parent, string name) => Convert.FromHexString(parent.GetProperty(name).GetString() ?? throw new FormatException(name));
}
