using System.Globalization;
using System.Text.Json;
using Rootline.Core.Faults;

namespace Rootline.Formats.Psa.Store;

/// <summary>The file of a key store: docs/formats/attestation-keys.md. It holds public keys only.</summary>
public static class KnownDevices
{
    /// <summary>The longest file in bytes: some hundred thousand devices.</summary>
    public const int MaxLength = 64 * 1024 * 1024;

    private const string Type = "rootline-attestation-keys";
    private const int LongestKey = 200;
    private const int IdLength = 32;
    internal const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>The bytes of a file.</summary>
    /// <param name="devices">The devices, in any order; no instance id twice.</param>
    public static byte[] Encode(IEnumerable<KnownDevice> devices) =>
        LineFile.Encode(Type, devices.OrderBy(d => Hex(d.InstanceId), StringComparer.Ordinal).Select<KnownDevice, Action<Utf8JsonWriter>>(d => json => Write(json, d)));

    /// <summary>Reads a file; anything but the canonical bytes is refused.</summary>
    /// <param name="file">The file's bytes.</param>
    public static Parsed<List<KnownDevice>> Decode(ReadOnlySpan<byte> file)
    {
        if (file.Length > MaxLength)
            return StoreFaults.Form.Fault($"{file.Length} bytes, at most {MaxLength} are read");
        if (!LineFile.Read(file, Type, Read).Try(out var devices, out var fault))
            return fault;
        for (int i = 1; i < devices.Count; i++)
        {
            if (devices[i - 1].InstanceId.Span.SequenceCompareTo(devices[i].InstanceId.Span) >= 0)
                return StoreFaults.Form.Fault($"line {i + 2}: instance ids do not rise");
        }

        return Encode(devices).AsSpan().SequenceEqual(file) ? devices : StoreFaults.Form.Fault("the file is not in its canonical form");
    }

    /// <summary>The name of an origin in files and JSON.</summary>
    /// <param name="origin">The origin.</param>
    public static string Name(this KeyOrigin origin) => origin == KeyOrigin.Given ? "given" : "recovered";

    private static void Write(Utf8JsonWriter json, KnownDevice device)
    {
        json.WriteString("instanceId", Hex(device.InstanceId));
        json.WriteString("publicKey", Hex(device.PublicKey));
        json.WriteString("implementationId", device.ImplementationId is { } id ? Hex(id) : null);
        json.WriteString("origin", device.Origin.Name());
        json.WriteString("token", Hex(device.Token));
        json.WriteString("time", device.Time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
    }

    private static KnownDevice Read(JsonElement entry) => new(Bytes(entry, "instanceId", InstanceId.Length), Bytes(entry, "publicKey", null))
    {
        ImplementationId = entry.GetProperty("implementationId").ValueKind == JsonValueKind.Null ? default(ReadOnlyMemory<byte>?) : Bytes(entry, "implementationId", IdLength),
        Origin = LineFile.Text(entry, "origin") switch { "recovered" => KeyOrigin.Recovered, "given" => KeyOrigin.Given, _ => throw new FormatException("origin") },
        Token = Bytes(entry, "token", IdLength),
        Time = DateTimeOffset.ParseExact(LineFile.Text(entry, "time"), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
    };

    private static byte[] Bytes(JsonElement entry, string name, int? length)
    {
        byte[] bytes = Convert.FromHexString(LineFile.Text(entry, name));
        return bytes.Length == (length ?? bytes.Length) && bytes.Length is > 0 and <= LongestKey ? bytes : throw new FormatException(name);
    }

    private static string Hex(ReadOnlyMemory<byte> bytes) => Convert.ToHexStringLower(bytes.Span);
}
