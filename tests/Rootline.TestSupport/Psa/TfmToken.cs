using System.Text.Json;

namespace Rootline.TestSupport.Psa;

/// <summary>A token that a running TF-M made: a row of the shared vectors' <c>tfm/tokens/expected.json</c>.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Row">The row.</param>
public sealed record TfmToken(string Name, JsonElement Row)
{
    /// <summary>All rows; none where the vectors are absent.</summary>
    public static IReadOnlyList<TfmToken> All { get; } = Vectors.Folder is null ? [] : Read();

    /// <summary>The token.</summary>
    public byte[] Bytes => Vectors.Read($"tfm/tokens/{Name}");

    /// <summary>The device whose key signed it.</summary>
    public string Device => Row.GetProperty("device").GetString()!;

    /// <summary>The challenge that it answers.</summary>
    public byte[] Nonce => Convert.FromHexString(Row.GetProperty("nonce").GetString()!);

    /// <summary>The tag: 18 or 17.</summary>
    public int Tag => Row.GetProperty("cose_tag").GetInt32();

    /// <summary>A value of the device's file.</summary>
    /// <param name="name">Its name there.</param>
    public byte[] OfDevice(string name)
    {
        using var document = JsonDocument.Parse(Vectors.Read($"tfm/devices/{Device}.json"));
        return Convert.FromHexString(document.RootElement.GetProperty(name).GetString()!);
    }

    private static List<TfmToken> Read()
    {
        using var document = JsonDocument.Parse(Vectors.Read("tfm/tokens/expected.json"));
        return [.. document.RootElement.EnumerateArray().Select(e => new TfmToken(e.GetProperty("token").GetString()!, e.Clone()))];
    }
}
