using Rootline.Cli.Frame;
using Rootline.Core.Wires;
using Rootline.Line.Sockets;

namespace Rootline.Cli.Stations;

/// <summary>
/// A socket with a virtual chip in it. The chip gets power when its wire is first opened and keeps it, however often the flow
/// reopens the wire, until the socket is disposed.
/// </summary>
/// <param name="context">Disk, clock, entropy.</param>
/// <param name="chipFile">The chip file's absolute path.</param>
internal sealed class VirtualSocket(CommandContext context, string chipFile) : ISocket, IDisposable
{
    private PoweredChip? _chip;

    /// <inheritdoc/>
    public string Name { get; } = Path.GetFileName(chipFile);

    /// <inheritdoc/>
    public IByteWire OpenIsp() => new DeviceWire(Name, (_chip ??= PoweredChip.On(context, chipFile)).Device, context.Clock);

    /// <summary>Takes the chip's power.</summary>
    public void Dispose() => _chip?.Dispose();
}
