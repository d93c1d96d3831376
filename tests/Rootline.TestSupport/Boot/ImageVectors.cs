using System.Text.Json;

namespace Rootline.TestSupport.Boot;

/// <summary>The rows of the shared image vectors that real boot code graded.</summary>
public static class ImageVectors
{
    /// <summary>Every verdict of the boot code, with its image.</summary>
    public static IReadOnlyList<GradedImage> Graded()
    {
        using var document = JsonDocument.Parse(Vectors.Read("mcuboot/vectors.json"));
        var graded = new List<GradedImage>();
        foreach (var row in document.RootElement.GetProperty("vectors").EnumerateArray())
        {
            if (!row.TryGetProperty("bootutil", out var verdicts) || verdicts.ValueKind != JsonValueKind.Array)
                continue;
            foreach (var verdict in verdicts.EnumerateArray())
                graded.Add(Read(row, verdict));
        }

        return graded;
    }

    private static GradedImage Read(JsonElement row, JsonElement verdict) => new()
    {
        Id = row.GetProperty("id").GetString()!,
        IsValidRow = row.GetProperty("class").GetString() == "valid",
        File = Content(row.GetProperty("file").GetString()!),
        Configuration = verdict.GetProperty("config").GetString()!,
        IsSecondary = verdict.GetProperty("slot").GetInt32() == 1,
        Accepts = verdict.GetProperty("verdict").GetString() == "accept",
        PublicKeys = verdict.TryGetProperty("pubkeys", out var keys) ? [.. keys.EnumerateArray().Select(k => Vectors.Read($"mcuboot/keyout/{k.GetString()}"))] : [],
        ContentKey = verdict.TryGetProperty("enckey", out var key) ? Vectors.Read($"mcuboot/{KeyFile(key.GetString()!)}") : [],
        SlotSize = verdict.TryGetProperty("slot_size", out var size) ? size.GetInt32() : 0x20000,
        Erased = verdict.TryGetProperty("erased", out var erased) && erased.GetString() == "0" ? (byte)0 : (byte)0xFF,
        Extra = verdict.TryGetProperty("extra", out var extra) ? [.. extra.EnumerateArray().Select(e => e.GetString()!)] : [],
    };

    // Intel HEX records in the order of their addresses, without gaps: what a programmer puts into the slot.
    private static byte[] Content(string name)
    {
        byte[] file = Vectors.Read($"mcuboot/{name}");
        if (!name.EndsWith(".hex", StringComparison.Ordinal))
            return file;
        var lines = System.Text.Encoding.ASCII.GetString(file).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => Convert.FromHexString(l.Trim()[1..]));
        return [.. lines.Where(l => l[3] == 0).SelectMany(l => l[4..^1])];
    }

    private static string KeyFile(string name) => name.StartsWith("kek", StringComparison.Ordinal) ? $"keys/{name}" : $"keyout/{name}";
}

/// <summary>An image with one verdict of real boot code.</summary>
public sealed record GradedImage
{
    /// <summary>The row.</summary>
    public required string Id { get; init; }

    /// <summary>Whether the row is one of those that must be accepted where the boot code accepts.</summary>
    public required bool IsValidRow { get; init; }

    /// <summary>The image.</summary>
    public required byte[] File { get; init; }

    /// <summary>How the boot code was built, in the words of the vectors.</summary>
    public required string Configuration { get; init; }

    /// <summary>Whether it lay in the secondary slot.</summary>
    public required bool IsSecondary { get; init; }

    /// <summary>Whether the boot code accepted it.</summary>
    public required bool Accepts { get; init; }

    /// <summary>Keys that were built in.</summary>
    public required IReadOnlyList<byte[]> PublicKeys { get; init; }

    /// <summary>The key that opens encrypted images, or empty.</summary>
    public required byte[] ContentKey { get; init; }

    /// <summary>Size of the slot.</summary>
    public required int SlotSize { get; init; }

    /// <summary>The erased value of the flash.</summary>
    public required byte Erased { get; init; }

    /// <summary>Options of the grading: <c>--pubhash 0:FILE</c>, <c>--cnt 0:N</c>.</summary>
    public required IReadOnlyList<string> Extra { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Id} by {Configuration}";
}
