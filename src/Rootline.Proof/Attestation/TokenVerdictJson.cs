using System.Text.Json;
using Rootline.Core.Faults;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cca;
using Rootline.Formats.Psa.Cose;

namespace Rootline.Proof.Attestation;

/// <summary>
/// A verdict as JSON: <c>{"verdict":"accept|reject|untrusted","reasons":[{"rule","text"}],"claims":{...},"notes":[...],"algorithm","publishedKey"}</c>.
/// Byte strings are lower-case hexadecimal; a claim that is missing or wrong is left out. The shape is a promise.
/// </summary>
public static class TokenVerdictJson
{
    /// <summary>Writes a verdict.</summary>
    /// <param name="json">Where to; an object is written.</param>
    /// <param name="verdict">The verdict.</param>
    /// <param name="file">The token's file, or null for none.</param>
    public static void Write(Utf8JsonWriter json, TokenVerdict verdict, string? file = null)
    {
        json.WriteStartObject();
        if (file is not null)
            json.WriteString("file", file);
        json.WriteString("verdict", verdict.Name);
        WriteReasons(json, "reasons", verdict.Reasons);
        WriteClaims(json, verdict.Claims);
        if (verdict.Realm is { } realm)
            WriteRealm(json, realm);
        json.WriteStartArray("notes");
        foreach (string note in verdict.Notes)
            json.WriteStringValue(note);
        json.WriteEndArray();
        json.WriteString("algorithm", verdict.Algorithm?.Name());
        json.WriteString("publishedKey", verdict.PublishedKey);
        json.WriteEndObject();
    }

    /// <summary>Writes rules that are broken.</summary>
    /// <param name="json">Inside an object.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="reasons">The rules.</param>
    public static void WriteReasons(Utf8JsonWriter json, string name, IReadOnlyList<Fault> reasons)
    {
        json.WriteStartArray(name);
        foreach (var reason in reasons)
        {
            json.WriteStartObject();
            json.WriteString("rule", reason.Code.Id);
            json.WriteString("text", reason.What);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes claims as the member <c>claims</c>.</summary>
    /// <param name="json">Inside an object.</param>
    /// <param name="claims">The claims.</param>
    public static void WriteClaims(Utf8JsonWriter json, TokenClaims claims)
    {
        json.WriteStartObject("claims");
        Text(json, "profile", claims.Profile);
        Bytes(json, "nonce", claims.Nonce);
        Bytes(json, "instanceId", claims.InstanceId);
        Bytes(json, "implementationId", claims.ImplementationId);
        Number(json, "clientId", claims.ClientId);
        Number(json, "lifecycle", claims.Lifecycle);
        Text(json, "lifecycleState", claims.Lifecycle is { } value ? SecurityLifecycles.Of(value)?.Name() : null);
        Bytes(json, "bootSeed", claims.BootSeed);
        Text(json, "certificationReference", claims.CertificationReference);
        Text(json, "verificationServiceIndicator", claims.VerificationService);
        Bytes(json, "platformConfig", claims.PlatformConfig);
        Text(json, "hashAlgorithm", claims.HashAlgorithm);
        Number(json, "noSoftwareMeasurements", claims.NoSoftwareMeasurements);
        if (claims.SoftwareComponents is { } components)
        {
            json.WriteStartArray("softwareComponents");
            foreach (var component in components)
                WriteComponent(json, component);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteComponent(Utf8JsonWriter json, SoftwareComponent component)
    {
        json.WriteStartObject();
        Text(json, "measurementType", component.MeasurementType);
        Bytes(json, "measurementValue", component.MeasurementValue);
        Text(json, "version", component.Version);
        Bytes(json, "signerId", component.SignerId);
        Text(json, "measurementDescription", component.Description);
        json.WriteEndObject();
    }

    private static void WriteRealm(Utf8JsonWriter json, RealmClaims realm)
    {
        json.WriteStartObject("realm");
        Text(json, "profile", realm.Profile);
        Bytes(json, "challenge", realm.Challenge);
        Bytes(json, "personalisation", realm.Personalisation);
        Text(json, "hashAlgorithm", realm.HashAlgorithm);
        Bytes(json, "publicKey", realm.PublicKey);
        Text(json, "publicKeyHashAlgorithm", realm.PublicKeyHashAlgorithm);
        Bytes(json, "initialMeasurement", realm.InitialMeasurement);
        json.WriteStartArray("extensibleMeasurements");
        foreach (var measurement in realm.ExtensibleMeasurements ?? [])
            json.WriteStringValue(Convert.ToHexStringLower(measurement.Span));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static void Number(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
    }

    private static void Bytes(Utf8JsonWriter json, string name, ReadOnlyMemory<byte>? value)
    {
        if (value is { } bytes)
            json.WriteString(name, Convert.ToHexStringLower(bytes.Span));
    }
}
