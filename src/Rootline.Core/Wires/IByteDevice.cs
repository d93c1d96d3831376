namespace Rootline.Core.Wires;

/// <summary>
/// A virtual device on a stream of bytes. It has no thread: it takes bytes, gives bytes and names its next deadline, on the
/// thread of whoever holds the other end.
/// </summary>
public interface IByteDevice
{
    /// <summary>When the device wants <see cref="Tick"/> if no byte comes before; null for never.</summary>
    DateTimeOffset? NextDeadline { get; }

    /// <summary>Takes bytes from the line.</summary>
    /// <param name="bytes">The bytes.</param>
    void Receive(ReadOnlySpan<byte> bytes);

    /// <summary>Gives bytes to the line.</summary>
    /// <param name="destination">Where the bytes go.</param>
    /// <returns>How many; 0 when there is nothing to say.</returns>
    int Give(Span<byte> destination);

    /// <summary>Tells the device that its deadline has passed.</summary>
    void Tick();
}
