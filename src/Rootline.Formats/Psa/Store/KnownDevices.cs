using System.Globalization;
using System.Text.Json;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Psa.Cose;

namespace Rootline.Formats.Psa.Store;

/// <summary>
/// The file of a key store: docs/formats/attestation-keys.md. Version 1 holds public keys only; a file with a symmetric key or a revocation is of
/// version 2, and of no other.
/// </summary>
public static class KnownDevices
{
    /// <summary>The longest file in bytes: some hundred thousand devices.</summary>
    public const int MaxLength = 64 * 1024 * 1024;

    private const string Type = "rootline-attestation-keys";
    private const int PublicOnly = 1;
    private const int Newest = 2;
    private const int LongestKey = 200;
    private const int IdLength = 32;
    internal const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>The bytes of a file; they are the caller's to wipe when there is a secret in it.</summary>
    /// <param name="devices">The devices, in any order; no instance id twice.</param>
    public static byte[] Encode(IEnumerable<KnownDevice> devices)
    {
        List<KnownDevice> all = [.. devices.OrderBy(d => Hex(d.InstanceId), StringComparer.Ordinal)];
        int schema = all.TrueForAll(d => d is { MacKey: null, Revoked: null }) ? PublicOnly : Newest;
        return LineFile.Encode(Type, schema, all.Select<KnownDevice, Action<Utf8JsonWriter>>(d => json => Write(json, d, schema)));
    }

    /// <summary>Whether a store's file must be read by its owner only.</summary>
    /// <param name="devices">The devices.</param>
    public static bool HoldSecrets(this IEnumerable<KnownDevice> devices) => devices.Any(d => d.MacKey is not null);

    /// <summary>Reads a file; anything but the canonical bytes is refused.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <returns>The devices, the caller's to dispose.</returns>
    public static Parsed<List<KnownDevice>> Decode(ReadOnlySpan<byte> file)
    {
        if (file.Length > MaxLength)
            return StoreFaults.Form.Fault($"{file.Length} bytes, at most {MaxLength} are read");
        if (!LineFile.Read(file, Type, Newest, Read).Try(out var devices, out var fault))
            return fault;
        for (int i = 1; i < devices.Count; i++)
        {
            if (devices[i - 1].InstanceId.Span.SequenceCompareTo(devices[i].InstanceId.Span) >= 0)
                return LineFile.Forget(devices, StoreFaults.Form.Fault($"line {i + 2}: instance ids do not rise"));
        }

        return LineFile.IsCanonical(Encode(devices), file) ? devices : LineFile.Forget(devices, StoreFaults.Form.Fault("the file is not in its canonical form"));
    }

    /// <summary>The name of an origin in files and JSON.</summary>
    /// <param name="origin">The origin.</param>
    public static string Name(this KeyOrigin origin) => origin switch
    {
        KeyOrigin.Given => "given",
        KeyOrigin.Recovered => "recovered",
        _ => "none",
    };

    private static void Write(Utf8JsonWriter json, KnownDevice device, int schema)
    {
        json.WriteString("instanceId", Hex(device.InstanceId));
        json.WriteString("publicKey", schema > PublicOnly && device.PublicKey.IsEmpty ? null : Hex(device.PublicKey));
        if (schema > PublicOnly)
            WriteSecret(json, device.MacKey);
        json.WriteString("implementationId", device.ImplementationId is { } id ? Hex(id) : null);
        json.WriteString("origin", device.Origin.Name());
        json.WriteString("token", Hex(device.Token));
        json.WriteString("time", Text(device.Time));
        if (schema == PublicOnly)
            return;
        json.WriteString("revoked", device.Revoked is { } revoked ? Text(revoked.Time) : null);
        json.WriteString("reason", device.Revoked?.Reason);
    }

    private static void WriteSecret(Utf8JsonWriter json, Secret? key)
    {
        if (key is null)
        {
            json.WriteNull("macKey");
            return;
        }

        using var digits = SecretText.ToHex(key.Span);
        json.WriteString("macKey", digits.Span);
    }

    private static KnownDevice Read(JsonElement entry, int schema)
    {
        bool isPublic = schema == PublicOnly || !LineFile.IsNull(entry, "publicKey");
        var mac = schema == PublicOnly || LineFile.IsNull(entry, "macKey") ? null : LineFile.SecretOf(entry, "macKey");
        try
        {
            var device = new KnownDevice(Bytes(entry, "instanceId", InstanceId.Length), isPublic ? Bytes(entry, "publicKey", null) : default)
            {
                MacKey = mac,
                ImplementationId = LineFile.IsNull(entry, "implementationId") ? default(ReadOnlyMemory<byte>?) : Bytes(entry, "implementationId", IdLength),
                Origin = LineFile.Text(entry, "origin") switch { "recovered" => KeyOrigin.Recovered, "given" => KeyOrigin.Given, "none" => KeyOrigin.None, _ => throw new FormatException("origin") },
                Token = Bytes(entry, "token", IdLength),
                Time = Time(entry, "time"),
                Revoked = schema == PublicOnly || LineFile.IsNull(entry, "revoked") ? null : new(Time(entry, "revoked"), LineFile.Text(entry, "reason")),
            };
            return IsWhole(device, isPublic) ? device : throw new FormatException("publicKey");
        }
        catch
        {
            mac?.Dispose();
            throw;
        }
    }

    // One key or, of a device that was revoked, none.
    private static bool IsWhole(KnownDevice device, bool isPublic) => (isPublic, device.MacKey, device.Origin) switch
    {
        (true, null, not KeyOrigin.None) => true,
        (false, { Length: >= TokenKey.MinSymmetric and <= TokenKey.MaxSymmetric }, KeyOrigin.Given) => true,
        (false, null, KeyOrigin.None) => device.Revoked is not null,
        _ => false,
    } && (device.Revoked is null || Revocation.IsReason(device.Revoked.Reason));

    private static byte[] Bytes(JsonElement entry, string name, int? length)
    {
        byte[] bytes = Convert.FromHexString(LineFile.Text(entry, name));
        return bytes.Length == (length ?? bytes.Length) && bytes.Length is > 0 and <= LongestKey ? bytes : throw new FormatException(name);
    }

    private static DateTimeOffset Time(JsonElement entry, string name) =>
        DateTimeOffset.ParseExact(LineFile.Text(entry, name), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static string Hex(ReadOnlyMemory<byte> bytes) => Convert.ToHexStringLower(bytes.Span);
}
