using System.Text.Json;

namespace Rootline.TestSupport.Psa;

/// <summary>A row of the shared vectors' <c>attestation/index.json</c>.</summary>
/// <param name="Row">The row.</param>
public sealed record AttestationVector(JsonElement Row)
{
    /// <summary>All rows; none where the vectors are absent.</summary>
    public static IReadOnlyList<AttestationVector> All { get; } = Vectors.Folder is null ? [] : Read();

    /// <summary>The file's name.</summary>
    public string File => Row.GetProperty("file").GetString()!;

    /// <summary>The file's bytes.</summary>
    public byte[] Bytes => Vectors.Read($"attestation/{File}");

    /// <summary>The file's path.</summary>
    public string Path => System.IO.Path.Combine(Vectors.Folder!, "attestation", File);

    /// <summary>What the file holds: <c>sign1</c>, <c>mac0</c>, <c>claims-cbor</c>, <c>claims-json</c>, <c>cca-collection</c>.</summary>
    public string Wrap => Row.GetProperty("wrap").GetString()!;

    /// <summary>Whether the file is a claim set that nobody signed.</summary>
    public bool IsUnsigned => Wrap.StartsWith("claims-", StringComparison.Ordinal);

    /// <summary>The rules.</summary>
    public string RuleSet => Row.GetProperty("ruleSet").GetString()!;

    /// <summary>The key's file, or null.</summary>
    public string? Key => Row.GetProperty("key").GetString();

    /// <summary>The challenge, or null.</summary>
    public string? Challenge => Row.TryGetProperty("challengeToCheck", out var text) ? text.GetString()!["h:".Length..] : null;

    /// <summary>What other implementations do with it, or empty.</summary>
    public string Note => Row.TryGetProperty("note", out var text) ? text.GetString()! : "";

    /// <summary>The verdict: <c>accept</c>, <c>reject</c>, <c>untrusted</c>.</summary>
    public string Overall => Row.GetProperty("expect").GetProperty("overall").GetString()!;

    /// <summary>Every reason for a rejection.</summary>
    public IReadOnlyList<string> Reasons => [.. Row.GetProperty("expect").GetProperty("reasons").EnumerateArray().Select(r => r.GetString()!)];

    private static List<AttestationVector> Read()
    {
        using var document = JsonDocument.Parse(Vectors.Read("attestation/index.json"));
        return [.. document.RootElement.EnumerateArray().Select(e => new AttestationVector(e.Clone()))];
    }
}
