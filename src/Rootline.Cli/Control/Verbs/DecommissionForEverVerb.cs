using System.Text.Json;
using Rootline.Cli.Stations.Bodies;

namespace Rootline.Cli.Control.Verbs;

/// <summary>
/// <c>decommission-for-ever</c> with <c>destroy-keys</c> (false when it is missing): takes a secured TF-M chip out of use, and burns over its
/// keys where that is asked. A cut that is armed may fall in it; the same request then goes on. Answers with the state of the chip.
/// </summary>
internal sealed class DecommissionForEverVerb : IControlVerb
{
    private const string DestroyKeys = "destroy-keys";

    /// <inheritdoc/>
    public string Name => "decommission-for-ever";

    /// <inheritdoc/>
    public IReadOnlyList<string> Fields => [DestroyKeys];

    /// <inheritdoc/>
    public void Run(ControlRequest request, ChipControls bench, Utf8JsonWriter answer)
    {
        bool destroys = request.Bool(DestroyKeys, false);
        if (!bench.Chip.Try<TfmLive>(live => live.DecommissionForEver(destroys)))
            throw ControlFaults.PowerOff.Exception("nothing is burned in a chip without power");
        StateVerb.Write(answer, bench.Chip.State());
    }
}
