using Rootline.Core.Wires;

namespace Rootline.Line.Sockets;

/// <summary>A place on the line that holds one device: a set of wires, with power and reset where the place has them.</summary>
public interface ISocket
{
    /// <summary>The socket's name in messages and records.</summary>
    string Name { get; }

    /// <summary>Opens the wire to the device's serial boot loader; the caller closes it. May be opened again and again.</summary>
    IByteWire OpenIsp();
}
