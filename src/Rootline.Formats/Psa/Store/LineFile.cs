using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Psa.Store;

/// <summary>
/// A file of one JSON object a line, canonical to the byte: first <c>{"type":TYPE,"schema":N}</c>, then the entries in strictly rising order of
/// their keys, each line ended by LF. Entries may hold secrets: no copy of a line is left behind.
/// </summary>
internal static class LineFile
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 2 };

    /// <summary>The file of some entries.</summary>
    /// <param name="type">The file's type.</param>
    /// <param name="schema">Its schema version.</param>
    /// <param name="entries">Writes each entry's members; in order.</param>
    public static byte[] Encode(string type, int schema, IEnumerable<Action<Utf8JsonWriter>> entries)
    {
        using var buffer = new SecretBuffer();
        Line(buffer, json =>
        {
            json.WriteString("type", type);
            json.WriteNumber("schema", schema);
        });
        foreach (var entry in entries)
            Line(buffer, entry);
        return buffer.Written.ToArray();
    }

    /// <summary>Reads a file; whether it is canonical is for the caller to see, by writing it again.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="type">The type that it must have.</param>
    /// <param name="newest">The newest schema version that is known; the oldest is 1.</param>
    /// <param name="read">Reads an entry's members of a schema version; throws what <see cref="JsonElement"/> throws when one is missing or wrong.</param>
    public static Parsed<List<T>> Read<T>(ReadOnlySpan<byte> file, string type, int newest, Func<JsonElement, int, T> read)
    {
        var entries = new List<T>();
        try
        {
            int schema = 0;
            while (!file.IsEmpty)
            {
                int end = file.IndexOf((byte)'\n');
                if (end < 0)
                    return Forget(entries, StoreFaults.Form.Fault("the last line has no end"));
                using var line = Secret.CopyOf(file[..end]);
                using var document = JsonDocument.Parse(line.Memory, Strict);
                if (schema > 0)
                    entries.Add(read(document.RootElement, schema));
                else if (Head(document.RootElement, type, newest, out schema) is { } fault)
                    return fault;
                file = file[(end + 1)..];
            }

            return schema > 0 ? entries : StoreFaults.Form.Fault("the file is empty");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return Forget(entries, StoreFaults.Form.Fault($"line {entries.Count + 2}: a member is missing or of the wrong type"));
        }
    }

    /// <summary>Disposes entries that nobody will get.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="fault">Why.</param>
    public static Fault Forget<T>(List<T> entries, Fault fault)
    {
        foreach (var entry in entries)
            (entry as IDisposable)?.Dispose();
        return fault;
    }

    /// <summary>Whether some bytes are the ones that were read; the written ones are wiped.</summary>
    /// <param name="written">What the entries are written as.</param>
    /// <param name="file">What was read.</param>
    public static bool IsCanonical(byte[] written, ReadOnlySpan<byte> file)
    {
        bool isSame = written.AsSpan().SequenceEqual(file);
        CryptographicOperations.ZeroMemory(written);
        return isSame;
    }

    /// <summary>A text.</summary>
    public static string Text(JsonElement entry, string name) => entry.GetProperty(name).GetString() ?? throw new FormatException(name);

    /// <summary>Whether a member is null; it must be there.</summary>
    public static bool IsNull(JsonElement entry, string name) => entry.GetProperty(name).ValueKind == JsonValueKind.Null;

    /// <summary>A secret of hexadecimal digits, which never becomes a string.</summary>
    public static Secret SecretOf(JsonElement entry, string name) =>
        entry.GetProperty(name) is { ValueKind: JsonValueKind.String } value && SecretText.FromHex(JsonMarshal.GetRawUtf8Value(value)[1..^1]) is { } secret ? secret : throw new FormatException(name);

    private static Fault? Head(JsonElement head, string type, int newest, out int schema)
    {
        schema = 0;
        if (Text(head, "type") != type)
            return StoreFaults.Form.Fault($"the file is not of type {type}");
        schema = head.GetProperty("schema").GetInt32();
        if (schema > newest)
            return StoreFaults.Newer.Fault($"schema version {schema}, at most {newest} is known");
        return schema > 0 ? null : StoreFaults.Form.Fault("the schema version is not one");
    }

    private static void Line(SecretBuffer buffer, Action<Utf8JsonWriter> members)
    {
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        "\n"u8.CopyTo(buffer.GetSpan(1));
        buffer.Advance(1);
    }
}
