using System.Text.Json;

namespace Rootline.Cli.Control.Verbs;

/// <summary>
/// <c>operations</c> with <c>from</c> (0 when it is missing): the flash operations since the chip was opened, each with its
/// index, medium, kind and number of torn outcomes; at most 10,000 at once.
/// </summary>
internal sealed class OperationsVerb : IControlVerb
{
    /// <inheritdoc/>
    public string Name => "operations";

    /// <inheritdoc/>
    public IReadOnlyList<string> Fields => ["from"];

    /// <inheritdoc/>
    public void Run(ControlRequest request, ChipControls bench, Utf8JsonWriter answer)
    {
        int from = (int)request.Number("from", 0, int.MaxValue, 0);
        var operations = bench.Chip.Operations();
        answer.WriteNumber("total", operations.Count);
        answer.WriteStartArray("operations");
        foreach (var operation in operations.Skip(from).Take(ControlLimits.MostOperations))
        {
            answer.WriteStartObject();
            answer.WriteNumber("index", operation.Index);
            answer.WriteString("medium", operation.Medium);
            answer.WriteString("kind", CutWords.Of(operation.Kind));
            answer.WriteNumber("torn", operation.TornOutcomes);
            answer.WriteEndObject();
        }

        answer.WriteEndArray();
    }
}
