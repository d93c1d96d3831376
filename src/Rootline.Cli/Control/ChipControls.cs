using Rootline.Cli.Stations;
using Rootline.Core.Disks;
using Rootline.Links.Decorators;

namespace Rootline.Cli.Control;

/// <summary>What a control socket has its hands on.</summary>
/// <param name="Chip">The chip with its switch.</param>
/// <param name="Lines">The chip's lines, which can be disturbed.</param>
/// <param name="Disk">Where clones go.</param>
/// <param name="Folder">Where relative paths start.</param>
/// <param name="Quit">Ends the run.</param>
internal sealed record ChipControls(SwitchedChip Chip, IReadOnlyList<DisturbedDevice> Lines, IDisk Disk, string Folder, Action Quit)
{
    /// <summary>The snapshots by name: whole flash contents, kept until the run ends.</summary>
    public Dictionary<string, byte[]> Snapshots { get; } = [];
}
