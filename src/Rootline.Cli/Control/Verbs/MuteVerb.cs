using System.Text.Json;

namespace Rootline.Cli.Control.Verbs;

/// <summary><c>mute</c> with <c>on</c>: nothing passes the line in either direction; the chip keeps its power.</summary>
internal sealed class MuteVerb : IControlVerb
{
    /// <inheritdoc/>
    public string Name => "mute";

    /// <inheritdoc/>
    public IReadOnlyList<string> Fields => ["on"];

    /// <inheritdoc/>
    public void Run(ControlRequest request, ChipControls bench, Utf8JsonWriter answer)
    {
        bench.Line.IsMute = request.Bool("on");
        answer.WriteBoolean("mute", bench.Line.IsMute);
    }
}
