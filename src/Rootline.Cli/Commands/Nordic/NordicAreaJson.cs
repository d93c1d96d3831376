using System.Text.Json;
using Rootline.Formats.Nordic;

namespace Rootline.Cli.Commands.Nordic;

/// <summary>A provision area as JSON.</summary>
internal static class NordicAreaJson
{
    /// <summary>The lifecycle in lower case, or null where the words are of no state.</summary>
    /// <param name="area">The area.</param>
    public static string? StateOf(ProvisionArea area) => area.Lifecycle.State?.ToString().ToLowerInvariant();

    /// <summary>Writes an area.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="area">The area.</param>
    public static void Write(Utf8JsonWriter json, ProvisionArea area)
    {
        json.WriteStartObject();
        json.WriteString("layout", area.Layout.Name);
        json.WriteString("lifecycle", StateOf(area));
        json.WriteString("words", area.Lifecycle.ToString());
        json.WriteString("implementationId", area.HasImplementationId ? Convert.ToHexStringLower(area.ImplementationId.Span) : null);
        if (area.Boot is { } boot)
        {
            json.WriteStartObject("boot");
            Write(json, boot);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("boot");
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, BootArea boot)
    {
        json.WriteNumber("s0", boot.S0Address);
        json.WriteNumber("s1", boot.S1Address);
        Array(json, "keys", boot.Keys, key =>
        {
            json.WriteNumber("index", key.Index);
            json.WriteBoolean("valid", key.IsValid);
            json.WriteString("hash", Convert.ToHexStringLower(key.Hash.Span));
        });
        Array(json, "counters", boot.Counters ?? [], counter =>
        {
            json.WriteNumber("description", counter.Description);
            json.WriteNumber("value", counter.Current);
            json.WriteNumber("slots", counter.Slots.Count);
            json.WriteNumber("freeSlots", counter.FreeSlots);
        });
        Array(json, "data", boot.Data ?? [], data =>
        {
            json.WriteNumber("type", data.Type);
            json.WriteString("content", Convert.ToHexStringLower(data.Content.Span));
        });
    }

    private static void Array<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
