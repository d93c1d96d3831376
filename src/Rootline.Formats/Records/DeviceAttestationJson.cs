using System.Text.Json;

namespace Rootline.Formats.Records;

/// <summary>The member <c>attestation</c> of a device record: null, or an object of instanceId, publicKey, implementationId, token.</summary>
internal static class DeviceAttestationJson
{
    public static void Write(Utf8JsonWriter json, DeviceAttestation? attestation)
    {
        if (attestation is null)
        {
            json.WriteNull("attestation");
            return;
        }

        json.WriteStartObject("attestation");
        json.WriteString("instanceId", attestation.InstanceId);
        json.WriteString("publicKey", attestation.PublicKey);
        json.WriteString("implementationId", attestation.ImplementationId);
        json.WriteString("token", attestation.Token);
        json.WriteEndObject();
    }

    public static DeviceAttestation? Read(JsonElement root)
    {
        var member = root.GetProperty("attestation");
        return member.ValueKind == JsonValueKind.Null
            ? null
            : new()
            {
                InstanceId = member.GetProperty("instanceId").GetString() ?? throw new FormatException("instanceId"),
                PublicKey = member.GetProperty("publicKey").GetString(),
                ImplementationId = member.GetProperty("implementationId").GetString() ?? throw new FormatException("implementationId"),
                Token = member.GetProperty("token").GetString(),
            };
    }

    public static bool IsSound(DeviceAttestation? attestation) =>
        attestation is null
        || (IsHex(attestation.InstanceId, 66, 66)
            && attestation.InstanceId.StartsWith("01", StringComparison.Ordinal)
            && IsHexOrNull(attestation.PublicKey, DeviceRecordLimits.PublicKey)
            && IsHex(attestation.ImplementationId, 64, 64)
            && IsHexOrNull(attestation.Token, DeviceRecordLimits.Token));

    private static bool IsHexOrNull(string? text, int most) => text is null || IsHex(text, 2, most);

    private static bool IsHex(string text, int least, int most) =>
        text.Length >= least && text.Length <= most && text.Length % 2 == 0 && text.All(char.IsAsciiHexDigitLower);
}
