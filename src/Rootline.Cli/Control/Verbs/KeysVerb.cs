using System.Security.Cryptography;
using System.Text.Json;

namespace Rootline.Cli.Control.Verbs;

/// <summary>
/// <c>keys</c>: what the chip holds: name, length and SHA-256 of each key; the key itself only on explicit request. The
/// file of a virtual chip holds its keys in the clear, and this is the same exception.
/// </summary>
internal sealed class KeysVerb : IControlVerb
{
    /// <inheritdoc/>
    public string Name => "keys";

    /// <inheritdoc/>
    public IReadOnlyList<string> Fields => [ControlRequest.RevealField];

    /// <inheritdoc/>
    public void Run(ControlRequest request, ChipControls bench, Utf8JsonWriter answer)
    {
        bool reveals = request.Reveals;
        var keys = bench.Chip.Inspect(static body => body.Keys());
        answer.WriteBoolean("present", keys is not null);
        answer.WriteStartArray("keys");
        foreach (var (name, key) in keys ?? [])
        {
            using (key)
            {
                answer.WriteStartObject();
                answer.WriteString("name", name);
                answer.WriteNumber("length", key.Length);
                answer.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(key.Span)));
                if (reveals)
                    answer.WriteString("hex", Convert.ToHexStringLower(key.Span));
                answer.WriteEndObject();
            }
        }

        answer.WriteEndArray();
    }
}
