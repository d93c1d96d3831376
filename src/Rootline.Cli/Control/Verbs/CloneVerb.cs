using System.Text.Json;
using Rootline.Chips;

namespace Rootline.Cli.Control.Verbs;

/// <summary>
/// <c>clone</c> with <c>file</c>: writes the chip as it is now to a chip file of its own: same identity, same keys, same flash.
/// A file that exists is refused; relative paths start where the run was started.
/// </summary>
internal sealed class CloneVerb : IControlVerb
{
    /// <inheritdoc/>
    public string Name => "clone";

    /// <inheritdoc/>
    public IReadOnlyList<string> Fields => ["file"];

    /// <inheritdoc/>
    public void Run(ControlRequest request, ChipControls bench, Utf8JsonWriter answer)
    {
        string name = request.Text("file");
        if (name.Contains('\0', StringComparison.Ordinal))
            throw ControlFaults.Request.Exception("clone: file is not a path");
        string path = Path.GetFullPath(name, bench.Folder);
        if (bench.Disk.Exists(path))
            throw ChipFaults.Exists.Exception($"{path} exists");
        byte[] header = bench.Disk.ReadHead(bench.Chip.Body.Path, ChipFile.HeaderLength);
        bench.Disk.Replace(path, [.. header, .. bench.Chip.Inspect(static body => body.Content())], secret: true);
        answer.WriteString("file", path);
    }
}
