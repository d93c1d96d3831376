using System.Text.Json;

namespace Rootline.Cli.Control.Verbs;

/// <summary>
/// <c>snapshot</c> with <c>name</c> (1 to 64 letters, digits, <c>. _ -</c>): keeps the flash as it is now, in memory, until the
/// run ends. A name that is used again replaces the one before.
/// </summary>
internal sealed class SnapshotVerb : IControlVerb
{
    /// <inheritdoc/>
    public string Name => "snapshot";

    /// <inheritdoc/>
    public IReadOnlyList<string> Fields => ["name"];

    /// <inheritdoc/>
    public void Run(ControlRequest request, ChipControls bench, Utf8JsonWriter answer)
    {
        string name = request.Text("name");
        if (name.Length > ControlLimits.LongestName || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
            throw ControlFaults.Request.Exception($"a snapshot's name has 1 to {ControlLimits.LongestName} letters, digits, . _ or -");
        if (bench.Snapshots.Count >= ControlLimits.MostSnapshots && !bench.Snapshots.ContainsKey(name))
            throw ControlFaults.Snapshot.Exception($"{ControlLimits.MostSnapshots} snapshots are kept already");
        bench.Snapshots[name] = bench.Chip.Inspect(static body => body.Content());
        answer.WriteString("name", name);
    }
}
