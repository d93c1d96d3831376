using System.Text.Json;
using Rootline.Core.Faults;
using Rootline.Formats.Psa.Cbor;

namespace Rootline.Formats.Psa.Rules;

/// <summary>
/// Claim sets as JSON, with the names and the base64 of Veraison's tools. A set is turned into CBOR, so that one judge serves both; a
/// value that cannot be what its claim wants is kept as it is, for the judge to name. Source: psa-attestation section 7.
/// </summary>
public static class ClaimJson
{
    /// <summary>The longest document in bytes.</summary>
    public const int MaxLength = 64 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8 };

    /// <summary>Whether a file is JSON: no claim set in CBOR begins like one.</summary>
    /// <param name="file">The file's bytes.</param>
    public static bool IsOne(ReadOnlySpan<byte> file) => file.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];

    /// <summary>Turns a set into CBOR.</summary>
    /// <param name="json">The document.</param>
    /// <param name="ruleSet">One of <see cref="ProfileRuleSets.Names"/>; it decides the keys, as does the document where the set is not of one profile.</param>
    /// <returns>The payload and the name of the rules that judge it.</returns>
    public static Parsed<JsonClaimSet> Read(ReadOnlySpan<byte> json, string ruleSet)
    {
        if (json.Length > MaxLength)
            return CborFaults.Malformed.Fault($"{json.Length} bytes of JSON, at most {MaxLength} are read");
        try
        {
            using var document = JsonDocument.Parse(json.ToArray(), Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return CborFaults.Malformed.Fault("the JSON is not an object");
            bool isDraft = ruleSet == ProfileRuleSets.Draft.Name || (ruleSet != ProfileRuleSets.Profile1.Name && SpeaksDraft(document.RootElement));
            var rules = isDraft ? ProfileRuleSets.Draft : ProfileRuleSets.Profile1;
            return Write(document.RootElement, rules.Labels, isDraft ? "eat-profile" : "psa-profile").Try(out byte[]? payload, out var fault)
                ? new JsonClaimSet(payload, rules.Name)
                : fault;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter: half a surrogate pair in a text
        {
            return CborFaults.Malformed.Fault("not JSON");
        }
    }

    // Only the first profile has its own profile member, and only it ever had a hardware version.
    private static bool SpeaksDraft(JsonElement root) =>
        root.TryGetProperty("eat-profile", out _) && !root.TryGetProperty("psa-profile", out _) && !root.TryGetProperty("psa-hwver", out _);

    private static Parsed<byte[]> Write(JsonElement root, ClaimLabels labels, string profile)
    {
        var writer = new CborWriter();
        int count = 0;
        var seen = new HashSet<string>();
        foreach (var member in root.EnumerateObject())
        {
            if (!seen.Add(member.Name))
                return CborFaults.DuplicateKey.Fault($"member {Shown.Text(member.Name)} stands twice");
            if (LabelOf(member.Name, labels, profile) is not { } label)
                continue;
            count++;
            writer.Whole(label);
            Value(writer, member.Name, member.Value);
        }

        return new CborWriter().Map(count).Raw(writer.ToBytes()).ToBytes();
    }

    private static long? LabelOf(string name, ClaimLabels labels, string profile) => name switch
    {
        _ when name == profile => labels.Profile,
        "psa-client-id" => labels.ClientId,
        "psa-security-lifecycle" => labels.Lifecycle,
        "psa-implementation-id" => labels.ImplementationId,
        "psa-boot-seed" => labels.BootSeed,
        "psa-certification-reference" => labels.CertificationReference,
        "psa-software-components" => labels.SoftwareComponents,
        "psa-no-software-measurements" => labels.NoSoftwareMeasurements,
        "psa-nonce" => labels.Nonce,
        "psa-instance-id" => labels.InstanceId,
        "psa-verification-service-indicator" => labels.VerificationService,
        _ => null,
    };

    private static void Value(CborWriter writer, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Number when value.TryGetInt64(out long number):
                writer.Whole(number);
                break;
            case JsonValueKind.String when name == "psa-security-lifecycle" && StateOf(value.GetString()!) is { } state:
                writer.Whole((long)state);
                break;
            case JsonValueKind.String when HoldsBytes(name) && value.TryGetBytesFromBase64(out byte[]? bytes):
                writer.Bytes(bytes);
                break;
            case JsonValueKind.String:
                writer.Text(value.GetString()!);
                break;
            case JsonValueKind.Array:
                writer.Array(value.GetArrayLength());
                foreach (var item in value.EnumerateArray())
                    Value(writer, name, item);
                break;
            case JsonValueKind.Object:
                Component(writer, value);
                break;
            default:
                writer.Raw([0xF6]); // null
                break;
        }
    }

    private static void Component(CborWriter writer, JsonElement component)
    {
        var members = component.EnumerateObject().Where(m => KeyOf(m.Name) is not null).ToList();
        writer.Map(members.Count);
        foreach (var member in members)
        {
            writer.Whole(KeyOf(member.Name)!.Value);
            if (member.Value.ValueKind == JsonValueKind.String)
                Value(writer, member.Name, member.Value);
            else
                writer.Raw([0xF6]);
        }
    }

    private static long? KeyOf(string name) => name switch
    {
        "measurement-type" => ComponentKey.MeasurementType,
        "measurement-value" => ComponentKey.MeasurementValue,
        "version" => ComponentKey.Version,
        "signer-id" => ComponentKey.SignerId,
        "measurement-description" => ComponentKey.Description,
        _ => null,
    };

    private static bool HoldsBytes(string name) => name is "psa-implementation-id" or "psa-boot-seed" or "psa-nonce" or "psa-instance-id" or "measurement-value" or "signer-id";

    private static SecurityLifecycle? StateOf(string text) => SecurityLifecycles.Find(text.ToLowerInvariant().Replace(' ', '-'));
}
