using System.Text.Json;
using Rootline.Cli.Stations.Bodies;
using Rootline.Formats.Tfm;

namespace Rootline.Cli.Control.Verbs;

/// <summary>
/// <c>open-debug</c> with <c>state</c> (non-psa-rot-debug, recoverable-psa-rot-debug): what a debugger's authentication does to a secured
/// TF-M chip. The state stands until the power goes or <c>close-debug</c> ends it. Answers with the state of the chip.
/// </summary>
internal sealed class OpenDebugVerb : IControlVerb
{
    /// <inheritdoc/>
    public string Name => "open-debug";

    /// <inheritdoc/>
    public IReadOnlyList<string> Fields => ["state"];

    /// <inheritdoc/>
    public void Run(ControlRequest request, ChipControls bench, Utf8JsonWriter answer)
    {
        string word = request.Choice("state", "non-psa-rot-debug", "recoverable-psa-rot-debug");
        var state = word.StartsWith('n') ? TfmLifecycle.NonPsaRotDebug : TfmLifecycle.RecoverablePsaRotDebug;
        if (!bench.Chip.Try<TfmLive>(live => live.OpenDebug(state)))
            throw ControlFaults.PowerOff.Exception("nobody opens the debug port of a chip without power");
        StateVerb.Write(answer, bench.Chip.State());
    }
}
