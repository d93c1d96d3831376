using Rootline.Core.Wires;
using Rootline.Line.Sockets;
using Rootline.Links.Serial;

namespace Rootline.Cli.Stations;

/// <summary>A socket whose device hangs on a serial port.</summary>
/// <param name="port">The port, for example <c>/dev/ttyUSB0</c>.</param>
/// <param name="baud">The rate.</param>
internal sealed class SerialSocket(string port, int baud) : ISocket
{
    /// <inheritdoc/>
    public string Name => port;

    /// <inheritdoc/>
    public IByteWire OpenIsp() => SerialPort.Open(port, baud);
}
