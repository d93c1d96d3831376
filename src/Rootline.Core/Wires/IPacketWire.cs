namespace Rootline.Core.Wires;

/// <summary>One end of a wire that carries a packet and its answer: a card reader with a card, or a virtual card.</summary>
public interface IPacketWire : IDisposable
{
    /// <summary>Names the wire in messages, for example the reader's name.</summary>
    string Name { get; }

    /// <summary>What the other side said at reset: a card's ATR.</summary>
    ReadOnlyMemory<byte> Identity { get; }

    /// <summary>Sends a packet and returns its answer.</summary>
    /// <param name="packet">At most 65,544 bytes.</param>
    /// <exception cref="Faults.FaultException">The other side is gone or mute (<see cref="WireFaults"/>).</exception>
    byte[] Exchange(ReadOnlySpan<byte> packet);

    /// <summary>Resets the other side; what it held in memory is gone.</summary>
    void Reset();
}
