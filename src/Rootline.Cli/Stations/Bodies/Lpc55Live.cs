using Rootline.Chips.Lpc55;
using Rootline.Core.Wires;

namespace Rootline.Cli.Stations.Bodies;

/// <summary>An LPC55 or MCXN with power.</summary>
/// <param name="chip">The chip; disposed with this.</param>
internal sealed class Lpc55Live(VirtualChip chip) : ILiveChip
{
    /// <inheritdoc/>
    public bool RunsFirmware => chip.RunsFirmware;

    /// <inheritdoc/>
    public string? Life => null;

    /// <inheritdoc/>
    public IByteDevice Line(string name) => chip.Device;

    /// <inheritdoc/>
    public void Reset() => chip.Reset();

    /// <summary>Nothing to do: it works when it is spoken to.</summary>
    public void Settle()
    {
    }

    /// <inheritdoc/>
    public void Unplug(string line) => chip.Unplug();

    /// <inheritdoc/>
    public void Dispose() => chip.Dispose();
}
