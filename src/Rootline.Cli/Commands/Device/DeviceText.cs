using System.Text.Json;
using Rootline.Formats.Records;

namespace Rootline.Cli.Commands.Device;

/// <summary>A device record in the commands' JSON.</summary>
internal static class DeviceText
{
    /// <summary>Writes <c>{"id": ID, "record": {...}}</c>; the record is in its canonical members.</summary>
    /// <param name="json">Where it goes.</param>
    /// <param name="record">The record.</param>
    public static void Write(Utf8JsonWriter json, DeviceRecord record)
    {
        json.WriteStartObject();
        json.WriteString("id", record.Id);
        json.WritePropertyName("record");
        json.WriteRawValue(DeviceRecordJson.Encode(record));
        json.WriteEndObject();
    }
}
