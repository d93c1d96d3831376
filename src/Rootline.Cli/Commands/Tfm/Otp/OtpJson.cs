using System.Text.Json;
using Rootline.Formats.Tfm;

namespace Rootline.Cli.Commands.Tfm.Otp;

/// <summary>One-time memory as JSON; the shape is a promise.</summary>
internal static class OtpJson
{
    /// <summary>Writes an image.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="image">The image.</param>
    /// <param name="elements">The elements of its valid copy.</param>
    public static void Write(Utf8JsonWriter json, OtpImage image, IReadOnlyList<OtpElementView> elements)
    {
        var valid = image.Valid;
        json.WriteStartObject();
        json.WriteString("layout", image.Layout.Form.Name);
        json.WriteNumber("structLength", image.Layout.Length);
        json.WriteNumber("areaLength", image.AreaLength);
        WriteCopy(json, "first", image.First);
        WriteCopy(json, "backup", image.Backup);
        json.WriteString("state", OtpImageStates.WordOf(image.State));
        json.WriteString("lifecycle", valid.Lifecycle.ToText());
        json.WriteNumber("lifecycleClaim", valid.Lifecycle.ToClaim());
        json.WriteBoolean("dummy", elements.Any(e => e.Dummy is not null));
        json.WriteStartArray("elements");
        foreach (var element in elements)
            WriteElement(json, element, image.Layout.Form.Release);
        json.WriteEndArray();
        json.WriteStartArray("storageCounters");
        for (int index = 0; index < OtpLayout.StorageCounters; index++)
            json.WriteNumberValue(valid.StorageCounter(index));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCopy(Utf8JsonWriter json, string name, OtpCopy copy)
    {
        json.WriteStartObject(name);
        json.WriteBoolean("whole", copy.IsWhole);
        json.WriteNumber("count", copy.Count);
        json.WriteEndObject();
    }

    private static void WriteElement(Utf8JsonWriter json, OtpElementView element, TfmRelease release)
    {
        json.WriteStartObject();
        json.WriteString("name", element.Element.ToText());
        if (OtpElements.NumberOf(element.Element, release) is { } number)
            json.WriteNumber("number", number);
        json.WriteNumber("offset", element.Field.Offset);
        json.WriteNumber("length", element.Field.Length);
        json.WriteBoolean("set", element.IsSet);
        if (element.Value is not null)
            json.WriteString("value", element.Value);
        if (element.Text is not null)
            json.WriteString("text", element.Text);
        if (element.Counter is { } counter)
            json.WriteNumber("counter", counter);
        if (element.Dummy is not null)
            json.WriteString("dummy", element.Dummy);
        json.WriteEndObject();
    }
}
