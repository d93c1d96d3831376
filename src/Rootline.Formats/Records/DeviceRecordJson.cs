using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Rootline.Core.Faults;

namespace Rootline.Formats.Records;

/// <summary>
/// The one canonical form of a device record: UTF-8 JSON without white space, every member present, in this order:
/// schema, scheme, chip, attestation (not in schema 1), inputs [{name, sha256}], steps [{name, ms}], outcome, card, counter, nxpRow,
/// operator, lot, time, previous. Characters outside printable ASCII are escaped; time is <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>.
/// </summary>
public static class DeviceRecordJson
{
    internal const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>The canonical bytes of a record.</summary>
    /// <param name="record">The record.</param>
    public static byte[] Encode(DeviceRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteNumber("schema", record.Schema);
        json.WriteString("scheme", record.Scheme);
        json.WriteString("chip", record.Chip);
        if (record.Schema > 1)
            DeviceAttestationJson.Write(json, record.Attestation);
        WriteInputs(json, record.Inputs);
        RunStepsJson.Write(json, record.Steps);
        json.WriteString("outcome", Name(record.Outcome));
        json.WriteString("card", record.CardId);
        WriteNumber(json, "counter", record.Counter);
        WriteNumber(json, "nxpRow", record.NxpRow);
        json.WriteString("operator", record.Operator);
        json.WriteString("lot", record.Lot);
        json.WriteString("time", record.Time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
        json.WriteString("previous", record.Previous);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a record; anything but the canonical bytes is refused.</summary>
    /// <param name="bytes">UTF-8 JSON, at most 64 KiB.</param>
    public static Parsed<DeviceRecord> Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > DeviceRecordLimits.Length)
            return DeviceRecordFaults.Malformed.Fault($"{bytes.Length} bytes, at most {DeviceRecordLimits.Length} are read");
        if (!DeviceRecordReader.Read(bytes).Try(out var record, out var fault))
            return fault;
        // What the writer would write is the only form: this refuses other orders, escapes, white space and double members.
        return Encode(record).AsSpan().SequenceEqual(bytes)
            ? record
            : DeviceRecordFaults.Malformed.Fault("the record is not in its canonical form");
    }

    /// <summary>An outcome's name in records: its lower-case name.</summary>
    /// <param name="outcome">The outcome.</param>
    public static string Name(DeviceOutcome outcome) => outcome switch
    {
        DeviceOutcome.Done => "done",
        DeviceOutcome.Spent => "spent",
        _ => "unconfirmed",
    };

    private static void WriteInputs(Utf8JsonWriter json, IReadOnlyList<InputDigest> inputs)
    {
        json.WriteStartArray("inputs");
        foreach (var input in inputs)
        {
            json.WriteStartObject();
            json.WriteString("name", input.Name);
            json.WriteString("sha256", input.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }
}
