using System.Buffers;
using System.Text.Json;
using Rootline.Core.Faults;

namespace Rootline.Formats.Psa.Store;

/// <summary>
/// A file of one JSON object a line, canonical to the byte: first <c>{"type":TYPE,"schema":1}</c>, then the entries in strictly rising order of
/// their keys, each line ended by LF.
/// </summary>
internal static class LineFile
{
    private const int Schema = 1;
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 2 };

    /// <summary>The file of some entries.</summary>
    /// <param name="type">The file's type.</param>
    /// <param name="entries">Writes each entry's members; in order.</param>
    public static byte[] Encode(string type, IEnumerable<Action<Utf8JsonWriter>> entries)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Line(buffer, json =>
        {
            json.WriteString("type", type);
            json.WriteNumber("schema", Schema);
        });
        foreach (var entry in entries)
            Line(buffer, entry);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a file; whether it is canonical is for the caller to see, by writing it again.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="type">The type that it must have.</param>
    /// <param name="read">Reads an entry's members; throws what <see cref="JsonElement"/> throws when one is missing or wrong.</param>
    public static Parsed<List<T>> Read<T>(ReadOnlySpan<byte> file, string type, Func<JsonElement, T> read)
    {
        var entries = new List<T>();
        try
        {
            bool isFirst = true;
            while (!file.IsEmpty)
            {
                int end = file.IndexOf((byte)'\n');
                if (end < 0)
                    return StoreFaults.Form.Fault("the last line has no end");
                using var document = JsonDocument.Parse(file[..end].ToArray(), Strict);
                if (!isFirst)
                    entries.Add(read(document.RootElement));
                else if (Head(document.RootElement, type) is { } fault)
                    return fault;
                isFirst = false;
                file = file[(end + 1)..];
            }

            return isFirst ? StoreFaults.Form.Fault("the file is empty") : entries;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return StoreFaults.Form.Fault($"line {entries.Count + 2}: a member is missing or of the wrong type");
        }
    }

    /// <summary>A text.</summary>
    public static string Text(JsonElement entry, string name) => entry.GetProperty(name).GetString() ?? throw new FormatException(name);

    private static Fault? Head(JsonElement head, string type)
    {
        if (Text(head, "type") != type)
            return StoreFaults.Form.Fault($"the file is not of type {type}");
        int schema = head.GetProperty("schema").GetInt32();
        return schema == Schema ? null : schema > Schema ? StoreFaults.Newer.Fault($"schema version {schema}, at most {Schema} is known") : StoreFaults.Form.Fault("the schema version is not one");
    }

    private static void Line(ArrayBufferWriter<byte> buffer, Action<Utf8JsonWriter> members)
    {
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
    }
}
