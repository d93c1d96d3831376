using System.Text.Json;

namespace Rootline.Cli.Control.Verbs;

/// <summary>
/// <c>restore</c> with <c>name</c>: puts a snapshot back into the flash. A chip that was on loses its power for it and gets it
/// again: its RAM is gone. Answers with the state.
/// </summary>
internal sealed class RestoreVerb : IControlVerb
{
    /// <inheritdoc/>
    public string Name => "restore";

    /// <inheritdoc/>
    public IReadOnlyList<string> Fields => ["name"];

    /// <inheritdoc/>
    public void Run(ControlRequest request, ChipControls bench, Utf8JsonWriter answer)
    {
        if (!bench.Snapshots.TryGetValue(request.Text("name"), out var content))
            throw ControlFaults.Snapshot.Exception("there is no snapshot of that name");
        bench.Chip.Rewrite(content);
        StateVerb.Write(answer, bench.Chip.State());
    }
}
