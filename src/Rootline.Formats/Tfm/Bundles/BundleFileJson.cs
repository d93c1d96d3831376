using System.Buffers;
using System.Text.Json;
using Rootline.Core.Faults;

namespace Rootline.Formats.Tfm.Bundles;

/// <summary>
/// The one canonical form of a bundle: UTF-8 JSON without white space, every member present, in this order: bundle (version), id, seeded,
/// iakType, iakPublicKey, iakId, implementationId, certificationReference, verificationServiceUrl, profileDefinition, rotpks, rotpkPolicies,
/// secureDebugKey, fingerprints [{name, hmac}], sealedFor, ephemeral, box.
/// </summary>
public static class BundleFileJson
{
    internal const string Ecdsa = "ecdsa-p256";
    internal const string Hmac = "hmac-sha256";

    /// <summary>The canonical bytes.</summary>
    /// <param name="file">The bundle.</param>
    public static byte[] Encode(BundleFile file)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteNumber("bundle", BundleFile.CurrentVersion);
        WriteHeader(json, file.Header);
        json.WriteString("sealedFor", file.SealedFor);
        json.WriteString("ephemeral", file.Ephemeral);
        json.WriteString("box", file.Box);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a bundle; anything but the canonical bytes is refused.</summary>
    /// <param name="bytes">UTF-8 JSON, at most <see cref="BundleLimits.Length"/> bytes.</param>
    public static Parsed<BundleFile> Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BundleLimits.Length)
            return BundleFaults.Malformed.Fault($"{bytes.Length} bytes, at most {BundleLimits.Length} are read");
        if (!BundleFileReader.Read(bytes).Try(out var file, out var fault))
            return fault;
        return Encode(file).AsSpan().SequenceEqual(bytes) ? file : BundleFaults.Malformed.Fault("the bundle is not in its canonical form");
    }

    /// <summary>Writes the members of the open part.</summary>
    /// <param name="json">Where they go: an object.</param>
    /// <param name="header">The open part.</param>
    public static void WriteHeader(Utf8JsonWriter json, BundleHeader header)
    {
        json.WriteString("id", header.Id);
        json.WriteBoolean("seeded", header.IsSeeded);
        json.WriteString("iakType", header.IakType == IakType.SecpR1 ? Ecdsa : Hmac);
        json.WriteString("iakPublicKey", header.IakPublicKey);
        json.WriteString("iakId", header.IakId);
        json.WriteString("implementationId", header.ImplementationId);
        json.WriteString("certificationReference", header.CertificationReference);
        json.WriteString("verificationServiceUrl", header.VerificationServiceUrl);
        json.WriteString("profileDefinition", header.ProfileDefinition);
        json.WriteStartArray("rotpks");
        foreach (string key in header.Rotpks)
            json.WriteStringValue(key);
        json.WriteEndArray();
        if (header.RotpkPolicies is { } policies)
            json.WriteNumber("rotpkPolicies", policies);
        else
            json.WriteNull("rotpkPolicies");
        json.WriteString("secureDebugKey", header.SecureDebugKey);
        json.WriteStartArray("fingerprints");
        foreach (var fingerprint in header.Fingerprints)
        {
            json.WriteStartObject();
            json.WriteString("name", fingerprint.Name);
            json.WriteString("hmac", fingerprint.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
