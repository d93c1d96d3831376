using System.Text.Json;
using Rootline.Links.Decorators;

namespace Rootline.Cli.Control.Verbs;

/// <summary>
/// <c>fault</c> with <c>kind</c> (drop, corrupt), <c>to</c> (chip, host) and <c>frames</c> (1 when it is missing; 0 takes it
/// back): what becomes of the next frames in that direction. An acknowledgement is a frame too. Chips behind a debug server have no
/// such frames.
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
        if (!bench.Chip.Body.HasFrames)
            throw ControlFaults.OtherKind.Exception($"the lines of {bench.Chip.Body.Family} carry no frames that could be lost one by one", "use mute, power or cut");
        bench.Lines[0].Disturb(to, kind, (int)request.Number("frames", 0, MostFrames, 1));
    }
}
