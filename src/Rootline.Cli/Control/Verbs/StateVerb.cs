using System.Text.Json;
using Rootline.Cli.Stations;
using Rootline.Core.Power;

namespace Rootline.Cli.Control.Verbs;

/// <summary>
/// <c>state</c>: chip (null for one without a name), family, file, seeded, power, life (open, interrupted, closed; TF-M's and Nordic's
/// words of their life cycles), firmware, operations, sincePowerOn, cut
/// (to come: at, moment, outcome), lastCut (that fell: operation, medium, kind, moment, outcome), mute, snapshots.
/// </summary>
internal sealed class StateVerb : IControlVerb
{
    /// <inheritdoc/>
    public string Name => "state";

    /// <inheritdoc/>
    public IReadOnlyList<string> Fields => [];

    /// <inheritdoc/>
    public void Run(ControlRequest request, ChipControls bench, Utf8JsonWriter answer)
    {
        var body = bench.Chip.Body;
        answer.WriteString("chip", body.Name);
        answer.WriteString("family", body.Family);
        answer.WriteString("file", body.Path);
        answer.WriteBoolean("seeded", body.IsSeeded);
        Write(answer, bench.Chip.State());
        answer.WriteBoolean("mute", bench.Lines[0].IsMute);
        answer.WriteStartArray("snapshots");
        foreach (string name in bench.Snapshots.Keys.Order(StringComparer.Ordinal))
            answer.WriteStringValue(name);
        answer.WriteEndArray();
    }

    /// <summary>Writes what is the chip's own.</summary>
    /// <param name="json">Inside an object.</param>
    /// <param name="state">The chip's state.</param>
    public static void Write(Utf8JsonWriter json, ChipState state)
    {
        json.WriteBoolean("power", state.IsOn);
        json.WriteString("life", state.Life);
        json.WriteBoolean("firmware", state.RunsFirmware);
        json.WriteNumber("operations", state.Operations);
        json.WriteNumber("sincePowerOn", state.SincePowerOn);
        if (state.Armed is { } cut)
            CutWords.Write(json, "cut", cut);
        else
            json.WriteNull("cut");
        if (state.LastCut is not { } fallen)
        {
            json.WriteNull("lastCut");
            return;
        }

        json.WriteStartObject("lastCut");
        json.WriteNumber("operation", fallen.Operation.Index);
        json.WriteString("medium", fallen.Operation.Medium);
        json.WriteString("kind", CutWords.Of(fallen.Operation.Kind));
        json.WriteString("moment", CutWords.Of(fallen.Moment));
        if (fallen.Moment == CutMoment.Torn)
            json.WriteNumber("outcome", fallen.Outcome);
        else
            json.WriteNull("outcome");
        json.WriteEndObject();
    }
}
