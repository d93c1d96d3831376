using System.Text.Json;

namespace Rootline.Cli.Control.Verbs;

/// <summary><c>power</c> with <c>on</c>: gives or takes the chip's power. Answers with the state.</summary>
internal sealed class PowerVerb : IControlVerb
{
    /// <inheritdoc/>
    public string Name => "power";

    /// <inheritdoc/>
    public IReadOnlyList<string> Fields => ["on"];

    /// <inheritdoc/>
    public void Run(ControlRequest request, ChipControls bench, Utf8JsonWriter answer)
    {
        if (request.Bool("on"))
            bench.Chip.PowerOn();
        else
            bench.Chip.PowerOff();
        StateVerb.Write(answer, bench.Chip.State());
    }
}
