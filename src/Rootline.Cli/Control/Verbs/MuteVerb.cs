using System.Text.Json;

namespace Rootline.Cli.Control.Verbs;

/// <summary><c>mute</c> with <c>on</c>: nothing passes the chip's lines in either direction; the chip keeps its power.</summary>
internal sealed class MuteVerb : IControlVerb
{
    /// <inheritdoc/>
    public string Name => "mute";

    /// <inheritdoc/>
    public IReadOnlyList<string> Fields => ["on"];

    /// <inheritdoc/>
    public void Run(ControlRequest request, ChipControls bench, Utf8JsonWriter answer)
    {
        bool isMute = request.Bool("on");
        foreach (var line in bench.Lines)
            line.IsMute = isMute;
        answer.WriteBoolean("mute", isMute);
    }
}
