using System.Text.Json;
using Rootline.TestSupport;

namespace Rootline.Tests.Core.Crypto;

/// <summary>The shared known-answer files for cryptography.</summary>
internal static class CryptoVectors
{
    /// <summary>The vectors of one file.</summary>
    public static IReadOnlyList<JsonElement> Of(string name)
    {
        using var file = JsonDocument.Parse(Vectors.Read($"crypto/{name}.json"));
        return [.. file.RootElement.GetProperty("vectors").EnumerateArray().Select(v => v.Clone())];
    }

    public static byte[] Hex(this JsonElement vector, string property) => Convert.FromHexString(vector.GetProperty(property).GetString()!);

    public static string Text(this JsonElement vector, string property) => vector.GetProperty(property).GetString()!;
}
