using System.Text.Json;

namespace Rootline.Cli.Control.Verbs;

/// <summary><c>reset</c>: pulls the reset line. The RAM keeps its content, what ran in it does not go on. Answers with the state.</summary>
internal sealed class ResetVerb : IControlVerb
{
    /// <inheritdoc/>
    public string Name => "reset";

    /// <inheritdoc/>
    public IReadOnlyList<string> Fields => [];

    /// <inheritdoc/>
    public void Run(ControlRequest request, ChipControls bench, Utf8JsonWriter answer)
    {
        if (!bench.Chip.Reset())
            throw ControlFaults.PowerOff.Exception("a chip without power cannot be reset");
        StateVerb.Write(answer, bench.Chip.State());
    }
}
