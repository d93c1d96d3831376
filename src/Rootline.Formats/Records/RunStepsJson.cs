using System.Text.Json;

namespace Rootline.Formats.Records;

/// <summary>The member <c>steps</c> wherever steps are told as JSON: an array of objects with the name and the milliseconds.</summary>
public static class RunStepsJson
{
    /// <summary>Writes the member.</summary>
    /// <param name="json">Inside an object.</param>
    /// <param name="steps">The steps in their order.</param>
    /// <param name="time">What the milliseconds are called: <c>ms</c> but in the demo, whose word was promised before.</param>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<RunStep> steps, string time = "ms")
    {
        json.WriteStartArray("steps");
        foreach (var step in steps)
        {
            json.WriteStartObject();
            json.WriteString("name", step.Name);
            json.WriteNumber(time, step.Milliseconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
