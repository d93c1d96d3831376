using Rootline.Core.Wires;
using Rootline.Line.Sockets;

namespace Rootline.Cli.Stations;

/// <summary>
/// A socket with a virtual chip in it. The chip gets power when its wire is first opened and keeps it, however often the flow
/// reopens the wire, until the socket is disposed.
/// </summary>
/// <param name="world">Disk, clock, entropy.</param>
/// <param name="chipFile">The chip file's absolute path.</param>
internal sealed class VirtualSocket(ChipWorld world, string chipFile) : ISocket, IDisposable
{
    private PoweredChip? _chip;

    /// <inheritdoc/>
    public string Name { get; init; } = Path.GetFileName(chipFile);

    /// <inheritdoc/>
    public IByteWire OpenIsp() => new DeviceWire(Name, (_chip ??= PoweredChip.On(world, chipFile)).Device, world.Clock, world.Baud);

    /// <summary>Takes the chip's power.</summary>
    public void Dispose() => _chip?.Dispose();
}
