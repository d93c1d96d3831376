using Rootline.Core.Disks;
using Rootline.Core.Entropy;

namespace Rootline.Cli.Stations;

/// <summary>What a virtual chip needs around it.</summary>
/// <param name="Disk">Where its file lies.</param>
/// <param name="Clock">The clock of chip and station.</param>
/// <param name="Entropy">Forked by the chip's name.</param>
internal sealed record ChipWorld(IDisk Disk, TimeProvider Clock, EntropySource Entropy)
{
    /// <summary>On a virtual clock, the rate at which bytes take time; 0 for none.</summary>
    public int Baud { get; init; }
}
