using Rootline.Chips;
using Rootline.Chips.Lpc55;
using Rootline.Core.Power;
using Rootline.Core.Wires;
using Rootline.Line.Sockets;

namespace Rootline.Cli.Demo;

/// <summary>A socket with a virtual chip in it; the chip keeps its power while the line opens the wire again.</summary>
internal sealed class DemoSocket : ISocket, IDisposable
{
    /// <summary>The rate of the simulated UART.</summary>
    public const int Baud = 115_200;

    private readonly ChipContent _content;
    private readonly VirtualChip _chip;
    private readonly DemoWorld _world;

    /// <summary>Puts a chip into the socket and powers it.</summary>
    /// <param name="name">The socket's name.</param>
    /// <param name="content">The chip.</param>
    /// <param name="world">Clock and randomness.</param>
    public DemoSocket(string name, ChipContent content, DemoWorld world)
    {
        (Name, _content, _world) = (name, content, world);
        var environment = new ChipEnvironment(new PowerDomain(name), world.Entropy.Fork($"{name}-run"));
        _chip = new VirtualChip(content.Birth, content.Store, environment, world.Clock);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IByteWire OpenIsp() => new DeviceWire(Name, _chip.Device, _world.Clock, Baud);

    /// <summary>Takes the power and the chip away.</summary>
    public void Dispose()
    {
        _chip.Dispose();
        _content.Store.Dispose();
    }
}
