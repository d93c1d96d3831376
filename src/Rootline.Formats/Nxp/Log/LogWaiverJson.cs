using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Log;

/// <summary>
/// The one canonical form of a waiver: UTF-8 JSON without white space, every member present, in this order: type, schema, card,
/// first, last, before, after, reason, by, time, signature. Hashes and signature are lower-case hexadecimal, after is null at the
/// end of a log, characters outside printable ASCII are escaped, time is <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>. One line end may follow.
/// </summary>
public static class LogWaiverJson
{
    internal const string Type = "rootline-log-waiver";
    internal const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>The bytes of a waiver file.</summary>
    /// <param name="waiver">A signed waiver.</param>
    public static byte[] Encode(LogWaiver waiver) => [.. Write(waiver, signed: true), (byte)'\n'];

    /// <summary>What is signed: the same object without its member signature.</summary>
    /// <param name="waiver">The waiver.</param>
    public static byte[] SignedBytes(LogWaiver waiver) => Write(waiver, signed: false);

    /// <summary>Reads a waiver; anything but the canonical bytes is refused. The signature is not checked.</summary>
    /// <param name="file">The file, at most 8 KiB.</param>
    public static Parsed<LogWaiver> Decode(ReadOnlySpan<byte> file)
    {
        if (file.Length > WaiverLimits.Length)
            return WaiverFaults.Form.Fault($"{file.Length} bytes, at most {WaiverLimits.Length} are read");
        var line = file is [.., (byte)'\n'] ? file[..^1] : file;
        if (!LogWaiverReader.Read(line).Try(out var waiver, out var fault))
            return fault;
        // What the writer would write is the only form: this refuses other orders, escapes, white space and double members.
        return Write(waiver, signed: true).AsSpan().SequenceEqual(line)
            ? waiver
            : WaiverFaults.Form.Fault("the waiver is not in its canonical form");
    }

    private static byte[] Write(LogWaiver waiver, bool signed)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("type", Type);
        json.WriteNumber("schema", LogWaiver.CurrentSchema);
        json.WriteString("card", waiver.CardId);
        json.WriteNumber("first", waiver.First);
        json.WriteNumber("last", waiver.Last);
        json.WriteString("before", Convert.ToHexStringLower(waiver.Before));
        json.WriteString("after", waiver.After is { } after ? Convert.ToHexStringLower(after) : null);
        json.WriteString("reason", waiver.Reason);
        json.WriteString("by", waiver.By);
        json.WriteString("time", waiver.Time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
        if (signed)
            json.WriteString("signature", Convert.ToHexStringLower(waiver.Signature));
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
