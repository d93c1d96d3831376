namespace Rootline.Core.Wires;

/// <summary>A virtual device that answers packets: a card.</summary>
public interface IPacketDevice
{
    /// <summary>What the device says at reset: a card's ATR.</summary>
    ReadOnlyMemory<byte> Identity { get; }

    /// <summary>Answers a packet.</summary>
    /// <param name="packet">The packet.</param>
    byte[] Answer(ReadOnlySpan<byte> packet);

    /// <summary>Resets the device; what it held in memory is gone.</summary>
    void Reset();
}
