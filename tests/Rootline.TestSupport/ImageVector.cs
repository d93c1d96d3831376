using System.Text.Json;

namespace Rootline.TestSupport;

/// <summary>One row of the shared image vectors.</summary>
/// <param name="Row">The row's JSON object.</param>
public sealed record ImageVector(JsonElement Row)
{
    private const string Root = "mcuboot";

    /// <summary>All rows.</summary>
    public static IReadOnlyList<ImageVector> All { get; } = Vectors.Folder is null ? [] : Load();

    /// <summary>The row's name.</summary>
    public string Id => Row.GetProperty("id").GetString()!;

    /// <summary><c>valid</c>, <c>negative</c>, <c>to-sign</c> or <c>cli-error</c>.</summary>
    public string Class => Row.GetProperty("class").GetString()!;

    /// <summary>The program that made the file.</summary>
    public string Tool => Text("tool") ?? "";

    /// <summary>Whether the file must be made again byte for byte.</summary>
    public bool IsDeterministic => Row.TryGetProperty("deterministic", out var value) && value.GetBoolean();

    /// <summary>The arguments that made the file.</summary>
    public IReadOnlyList<string> Arguments => Row.TryGetProperty("args", out var args) ? [.. args.EnumerateArray().Select(a => a.GetString()!)] : [];

    /// <summary>The file's name below the folder of the set.</summary>
    public string File => Row.GetProperty("file").GetString()!;

    /// <summary>The file.</summary>
    public byte[] Bytes => Read(File);

    /// <summary>A text of the row, or null.</summary>
    public string? Text(string name) => Row.TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <summary>The row of a name.</summary>
    public static ImageVector Of(string id) => All.Single(v => v.Id == id);

    /// <summary>A file of the set.</summary>
    public static byte[] Read(string relative) => Vectors.Read($"{Root}/{relative}");

    /// <inheritdoc/>
    public override string ToString() => Id;

    private static List<ImageVector> Load()
    {
        using var document = JsonDocument.Parse(Read("vectors.json"));
        return [.. document.RootElement.GetProperty("vectors").EnumerateArray().Select(v => new ImageVector(v.Clone()))];
    }
}
