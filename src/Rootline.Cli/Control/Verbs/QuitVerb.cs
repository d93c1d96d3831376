using System.Text.Json;

namespace Rootline.Cli.Control.Verbs;

/// <summary><c>quit</c>: ends the run as an interruption does; the answer comes first.</summary>
internal sealed class QuitVerb : IControlVerb
{
    /// <inheritdoc/>
    public string Name => "quit";

    /// <inheritdoc/>
    public IReadOnlyList<string> Fields => [];

    /// <inheritdoc/>
    public void Run(ControlRequest request, ChipControls bench, Utf8JsonWriter answer) => bench.Quit();
}
