using System.Text.Json;
using Rootline.Core.Faults;
using Rootline.Formats.Records;

namespace Rootline.Formats.Tfm.Bundles;

/// <summary>
/// Reads the members of a bundle and their limits. What it overlooks (order, double members, escapes) is caught by comparing with the
/// canonical bytes.
/// </summary>
internal static class BundleFileReader
{
    private const int MaxFingerprints = 8;
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 3 };

    public static Parsed<BundleFile> Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes.ToArray(), Strict);
            var root = document.RootElement;
            int version = root.GetProperty("bundle").GetInt32();
            if (version > BundleFile.CurrentVersion)
                return BundleFaults.Newer.Fault($"version {version}, at most {BundleFile.CurrentVersion} is known");
            return Check(new()
            {
                Header = Header(root),
                SealedFor = Text(root, "sealedFor"),
                Ephemeral = Text(root, "ephemeral"),
                Box = Text(root, "box"),
            });
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return BundleFaults.Malformed.Fault("a member is missing or of the wrong type");
        }
    }

    private static BundleHeader Header(JsonElement root) => new()
    {
        Id = Text(root, "id"),
        IsSeeded = root.GetProperty("seeded").GetBoolean(),
        IakType = Text(root, "iakType") switch
        {
            BundleFileJson.Ecdsa => IakType.SecpR1,
            BundleFileJson.Hmac => IakType.HmacSha256,
            _ => throw new FormatException("iakType"),
        },
        IakPublicKey = root.GetProperty("iakPublicKey").GetString(),
        IakId = Text(root, "iakId"),
        ImplementationId = Text(root, "implementationId"),
        CertificationReference = Text(root, "certificationReference"),
        VerificationServiceUrl = Text(root, "verificationServiceUrl"),
        ProfileDefinition = Text(root, "profileDefinition"),
        Rotpks = [.. root.GetProperty("rotpks").EnumerateArray().Select(k => k.GetString() ?? throw new FormatException("rotpks"))],
        RotpkPolicies = root.GetProperty("rotpkPolicies") is { ValueKind: not JsonValueKind.Null } policies ? policies.GetUInt32() : null,
        SecureDebugKey = root.GetProperty("secureDebugKey").GetString(),
        Fingerprints = [.. root.GetProperty("fingerprints").EnumerateArray().Select(f => new InputDigest(Text(f, "name"), Text(f, "hmac")))],
    };

    private static Parsed<BundleFile> Check(BundleFile file)
    {
        var header = file.Header;
        string? wrong = file switch
        {
            _ when !IsHex(header.Id, 32) => "id",
            _ when (header.IakType == IakType.SecpR1) != (header.IakPublicKey is not null) => "iakPublicKey",
            _ when header.IakPublicKey is { } key && !IsHex(key, BundleLimits.PublicKey) => "iakPublicKey",
            _ when !IsHex(header.ImplementationId, 64) => "implementationId",
            _ when Texts(header).Any(t => t.Length > BundleLimits.Text) => "a text",
            _ when header.Rotpks.Count is 0 or > BundleLimits.Rotpks || !header.Rotpks.All(IsRotpk) => "rotpks",
            _ when header.SecureDebugKey is { } debug && !IsHex(debug, 64) => "secureDebugKey",
            _ when header.Fingerprints.Count is 0 or > MaxFingerprints || !header.Fingerprints.All(f => f.Name.Length is > 0 and <= BundleLimits.Text && IsHex(f.Sha256, 64)) => "fingerprints",
            _ when !IsHex(file.SealedFor, 64) => "sealedFor",
            _ when !IsHex(file.Ephemeral, 128) => "ephemeral",
            _ when !IsBox(file.Box) => "box",
            _ => null,
        };
        return wrong is null ? file : BundleFaults.Malformed.Fault($"{wrong} is outside its limits");
    }

    private static string[] Texts(BundleHeader header) => [header.IakId, header.CertificationReference, header.VerificationServiceUrl, header.ProfileDefinition];

    private static bool IsRotpk(string key) => IsHex(key, 64) || IsHex(key, 96) || IsHex(key, 136) || IsHex(key, 200);

    private static bool IsBox(string box) =>
        IsHex(box, 2 * (BundleSecrets.BaseLength + BundleSeal.TagLength)) || IsHex(box, 2 * (BundleSecrets.BaseLength + BundleSecrets.DecryptionKeyLength + BundleSeal.TagLength));

    private static bool IsHex(string text, int digits) => text.Length == digits && text.All(char.IsAsciiHexDigitLower);

    private static string Text(JsonElement parent, string name) => parent.GetProperty(name).GetString() ?? throw new FormatException(name);
}
