using Rootline.Core.Wires;
using Rootline.Links;
using Rootline.Links.Serial;

namespace Rootline.Cli.Sweeps;

/// <summary>The serial port of a chip with a boot loader.</summary>
/// <param name="terminal">The port; disposed with this.</param>
/// <param name="device">The chip's end.</param>
/// <param name="clock">The chip's clock.</param>
internal sealed class SerialSweepPort(PseudoTerminal terminal, IByteDevice device, TimeProvider clock) : ISweepPorts
{
    /// <inheritdoc/>
    public IReadOnlyList<(string Variable, string Value)> Variables { get; } = [("ROOTLINE_PORT", terminal.Name)];

    /// <inheritdoc/>
    public void Carry(CancellationToken cancellation) => DevicePump.Run(device, terminal, clock, cancellation);

    /// <inheritdoc/>
    public void DiscardUnread() => terminal.DiscardUnread();

    /// <inheritdoc/>
    public void Dispose() => terminal.Dispose();
}
