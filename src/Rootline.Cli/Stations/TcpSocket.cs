using Rootline.Core.Wires;
using Rootline.Line.Sockets;
using Rootline.Links.Tcp;

namespace Rootline.Cli.Stations;

/// <summary>A socket whose device is reached over TCP: a virtual chip, or a serial port that a server hands on.</summary>
/// <param name="address">Where.</param>
internal sealed class TcpSocket(TcpAddress address) : ISocket
{
    /// <inheritdoc/>
    public string Name => address.ToString();

    /// <inheritdoc/>
    public IByteWire OpenIsp() => TcpWire.Connect(address);
}
