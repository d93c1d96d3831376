using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Rootline.Core.Faults;
using Rootline.Formats.Files.Keys;

namespace Rootline.Formats.Nxp.Log;

/// <summary>
/// The one canonical form of a seal: UTF-8 JSON without white space, every member present, in this order: type, schema, card,
/// records, first, last, end, digest, by, time, key, signature. Hashes and signature are lower-case hexadecimal, characters outside
/// printable ASCII are escaped, time is <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>. One line end may follow.
/// </summary>
public static class LogSealJson
{
    /// <summary>The longest file in bytes.</summary>
    public const int MaxLength = 8 * 1024;

    private const string Type = "rootline-log-seal";
    private const int HashLength = 32;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 2 };

    /// <summary>The bytes of a seal file.</summary>
    /// <param name="seal">A signed seal.</param>
    public static byte[] Encode(LogSeal seal) => [.. Write(seal, signed: true), (byte)'\n'];

    /// <summary>What is signed: the same object without its member signature.</summary>
    /// <param name="seal">The seal.</param>
    public static byte[] SignedBytes(LogSeal seal) => Write(seal, signed: false);

    /// <summary>Reads a seal; anything but the canonical bytes is refused. The signature is not checked.</summary>
    /// <param name="file">The file, at most 8 KiB.</param>
    public static Parsed<LogSeal> Decode(ReadOnlySpan<byte> file)
    {
        if (file.Length > MaxLength)
            return SealFaults.Form.Fault($"{file.Length} bytes, at most {MaxLength} are read");
        var line = file is [.., (byte)'\n'] ? file[..^1] : file;
        if (!Read(line).Try(out var seal, out var fault))
            return fault;
        // What the writer would write is the only form: this refuses other orders, escapes, white space and double members.
        return Write(seal, signed: true).AsSpan().SequenceEqual(line) ? seal : SealFaults.Form.Fault("the seal is not in its canonical form");
    }

    private static Parsed<LogSeal> Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes.ToArray(), Strict);
            var root = document.RootElement;
            if (Text(root, "type") != Type)
                return SealFaults.Form.Fault("the member type is not that of a seal");
            if (root.GetProperty("schema").GetInt32() is var schema && schema != LogSeal.CurrentSchema)
                return schema > LogSeal.CurrentSchema ? SealFaults.Newer.Fault($"schema version {schema}, at most {LogSeal.CurrentSchema} is known") : SealFaults.Form.Fault("the schema version is not one");
            return Check(Members(root));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return SealFaults.Form.Fault("a member is missing or of the wrong type");
        }
    }

    private static LogSeal Members(JsonElement root) => new()
    {
        CardId = Text(root, "card"),
        Sum = new(
            root.GetProperty("records").GetInt64(),
            root.GetProperty("first").GetUInt32(),
            root.GetProperty("last").GetUInt32(),
            Convert.FromHexString(Text(root, "end")),
            Convert.FromHexString(Text(root, "digest"))),
        By = Text(root, "by"),
        Time = DateTimeOffset.ParseExact(Text(root, "time"), LogWaiverJson.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        Key = Convert.FromHexString(Text(root, "key")),
        Signature = Convert.FromHexString(Text(root, "signature")),
    };

    private static Parsed<LogSeal> Check(LogSeal seal)
    {
        string? wrong = seal switch
        {
            { CardId.Length: 0 or > WaiverLimits.Name } => "card",
            { Sum.Records: < 1 } => "records",
            { Sum.First: 0 } => "first",
            _ when seal.Sum.Last < seal.Sum.First => "last",
            { Sum.End.Length: not HashLength } => "end",
            { Sum.Digest.Length: not HashLength } => "digest",
            { By.Length: 0 or > WaiverLimits.Name } => "by",
            { Key.Length: not HashLength } => "key",
            { Signature.Length: 0 or > DocumentSignature.MaxLength } => "signature",
            _ => null,
        };
        return wrong is null ? seal : SealFaults.Form.Fault($"{wrong} is outside its limits");
    }

    private static byte[] Write(LogSeal seal, bool signed)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("type", Type);
        json.WriteNumber("schema", LogSeal.CurrentSchema);
        json.WriteString("card", seal.CardId);
        json.WriteNumber("records", seal.Sum.Records);
        json.WriteNumber("first", seal.Sum.First);
        json.WriteNumber("last", seal.Sum.Last);
        json.WriteString("end", Convert.ToHexStringLower(seal.Sum.End));
        json.WriteString("digest", Convert.ToHexStringLower(seal.Sum.Digest));
        json.WriteString("by", seal.By);
        json.WriteString("time", seal.Time.UtcDateTime.ToString(LogWaiverJson.TimeFormat, CultureInfo.InvariantCulture));
        json.WriteString("key", Convert.ToHexStringLower(seal.Key));
        if (signed)
            json.WriteString("signature", Convert.ToHexStringLower(seal.Signature));
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static string Text(JsonElement parent, string name) => parent.GetProperty(name).GetString() ?? throw new FormatException(name);
}
