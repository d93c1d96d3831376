using System.Text.Json;
using Rootline.Cli.Stations.Bodies;

namespace Rootline.Cli.Control.Verbs;

/// <summary><c>close-debug</c>: ends the debug state of a TF-M chip; it is SECURED again. Answers with the state of the chip.</summary>
internal sealed class CloseDebugVerb : IControlVerb
{
    /// <inheritdoc/>
    public string Name => "close-debug";

    /// <inheritdoc/>
    public IReadOnlyList<string> Fields => [];

    /// <inheritdoc/>
    public void Run(ControlRequest request, ChipControls bench, Utf8JsonWriter answer)
    {
        if (!bench.Chip.Try<TfmLive>(static live => live.CloseDebug()))
            throw ControlFaults.PowerOff.Exception("a chip without power has no debug state");
        StateVerb.Write(answer, bench.Chip.State());
    }
}
