using System.Net.Sockets;
using Rootline.Core.Faults;
using Rootline.Core.Time;
using Rootline.Core.Wires;

namespace Rootline.Links.Tcp;

/// <summary>A connection to a device behind TCP: a virtual chip, or a serial port that a server hands on as raw bytes.</summary>
public sealed class TcpWire : IByteWire
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(5);
    private const int WriteMilliseconds = 10_000;

    private readonly Socket _socket;

    private TcpWire(string name, Socket socket) => (Name, _socket) = (name, socket);

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Connects.</summary>
    /// <param name="address">Where to.</param>
    /// <exception cref="FaultException"><see cref="TcpFaults.Unreachable"/>.</exception>
    public static TcpWire Connect(TcpAddress address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            using var patience = new CancellationTokenSource(ConnectTime);
            socket.ConnectAsync(address.Host, address.Port, patience.Token).AsTask().GetAwaiter().GetResult();
            socket.NoDelay = true;
            socket.SendTimeout = WriteMilliseconds;
            return new(address.ToString(), socket);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            throw TcpFaults.Unreachable.Exception($"{address}: {(e is SocketException ? e.Message : "no answer")}", cause: e);
        }
    }

    /// <inheritdoc/>
    public int Read(Span<byte> buffer, Deadline deadline)
    {
        while (true)
        {
            deadline.Cancellation.ThrowIfCancellationRequested();
            var left = deadline.Remaining;
            if (Ready(left < Slice ? left : Slice))
                return ReadOnce(buffer);
            if (deadline.Passed)
                return 0;
        }
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty)
                bytes = bytes[_socket.Send(bytes)..];
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw Gone(e.Message);
        }
    }

    /// <summary>Returns at once: what was written lies with the system, which sends it without delay.</summary>
    public void Drain()
    {
    }

    /// <inheritdoc/>
    public void DiscardInput()
    {
        Span<byte> waste = stackalloc byte[256];
        while (Ready(TimeSpan.Zero))
            ReadOnce(waste);
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private bool Ready(TimeSpan wait)
    {
        try
        {
            return _socket.Poll(wait, SelectMode.SelectRead);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw Gone(e.Message);
        }
    }

    private int ReadOnce(Span<byte> buffer)
    {
        try
        {
            int count = _socket.Receive(buffer);
            return count > 0 ? count : throw Gone("the other side hung up");
        }
        catch (SocketException e)
        {
            throw Gone(e.Message);
        }
    }

    private FaultException Gone(string why) => WireFaults.Gone.Exception($"{Name}: {why}");
}
