using System.Text.Json;
using Rootline.Links.Decorators;

namespace Rootline.Cli.Control.Verbs;

/// <summary>
/// <c>fault</c> with <c>kind</c> (drop, corrupt), <c>to</c> (chip, host) and <c>frames</c> (1 when it is missing; 0 takes it
/// back): what becomes of the next frames in that direction. An acknowledgement is a frame too.
/// </summary>
internal sealed class FaultVerb : IControlVerb
{
    private const int MostFrames = 1_000_000;

    /// <inheritdoc/>
    public string Name => "fault";

    /// <inheritdoc/>
    public IReadOnlyList<string> Fields => ["kind", "to", "frames"];

    /// <inheritdoc/>
    public void Run(ControlRequest request, ChipControls bench, Utf8JsonWriter answer)
    {
        var kind = request.Choice("kind", "drop", "corrupt") == "drop" ? FrameFault.Drop : FrameFault.Corrupt;
        var to = request.Choice("to", "chip", "host") == "chip" ? WireDirection.ToDevice : WireDirection.ToHost;
        bench.Line.Disturb(to, kind, (int)request.Number("frames", 0, MostFrames, 1));
    }
}
