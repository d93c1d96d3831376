using Rootline.Core.Time;

namespace Rootline.Core.Wires;

/// <summary>
/// One end of a stream of bytes: a UART, a pseudo-terminal, a TCP connection, or a virtual device in memory. Synchronous,
/// used by one thread at a time. Any fault poisons the session that uses it.
/// </summary>
public interface IByteWire : IDisposable
{
    /// <summary>Names the wire in messages, for example <c>/dev/ttyUSB0</c>.</summary>
    string Name { get; }

    /// <summary>Waits for at least one byte.</summary>
    /// <param name="buffer">Where the bytes go.</param>
    /// <param name="deadline">How long to wait.</param>
    /// <returns>How many bytes came; 0 when the deadline passed.</returns>
    /// <exception cref="Faults.FaultException">The wire is broken (<see cref="WireFaults"/>).</exception>
    int Read(Span<byte> buffer, Deadline deadline);

    /// <summary>Hands bytes to the line, all of them.</summary>
    /// <param name="bytes">The bytes.</param>
    void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Returns when everything written has left.</summary>
    void Drain();

    /// <summary>Throws away what has come and was not read.</summary>
    void DiscardInput();
}
