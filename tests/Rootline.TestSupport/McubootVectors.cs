using System.Text.Json;

namespace Rootline.TestSupport;

/// <summary>The shared vectors of MCUboot images: rows of <c>vectors.json</c>.</summary>
public static class McubootVectors
{
    /// <summary>The folder where the rows' relative paths begin, or null where the vectors are absent.</summary>
    public static string? Folder { get; } = Vectors.Folder is { } shared ? Path.Combine(shared, "mcuboot") : null;

    /// <summary>The password of the encrypted key files.</summary>
    public const string Password = "correct horse battery";

    /// <summary>The rows of key outputs.</summary>
    public static IReadOnlyList<JsonElement> KeyOutputs => Rows("key_outputs");

    /// <summary>The rows of images.</summary>
    public static IReadOnlyList<JsonElement> Images => Rows("vectors");

    /// <summary>A text of a row, or null.</summary>
    public static string? Text(this JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The arguments of a row; none where it was made from another file.</summary>
    public static string[] Args(this JsonElement row) =>
        row.TryGetProperty("args", out var args) && args.ValueKind == JsonValueKind.Array ? [.. args.EnumerateArray().Select(a => a.GetString()!)] : [];

    private static IReadOnlyList<JsonElement> Rows(string name)
    {
        using var document = JsonDocument.Parse(Vectors.Read("mcuboot/vectors.json"));
        return [.. document.RootElement.GetProperty(name).EnumerateArray().Select(e => e.Clone())];
    }
}
