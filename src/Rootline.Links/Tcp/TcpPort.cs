using System.Net;
using System.Net.Sockets;
using Rootline.Core.Faults;
using Rootline.Core.Time;
using Rootline.Core.Wires;

namespace Rootline.Links.Tcp;

/// <summary>
/// A TCP port that is a device's end of a line: one client at a time, clients come and go. A second one is hung up on. What is
/// said while nobody listens is lost, as on a line with nobody at the other end.
/// </summary>
public sealed class TcpPort : IByteWire
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);
    private const int WriteMilliseconds = 10_000;

    private readonly Socket _listener;
    private readonly Action _unplugged;
    private Socket? _client;
    private volatile bool _isShut;
    private volatile bool _drops;

    private TcpPort(TcpAddress address, Socket listener, Action unplugged) => (Address, _listener, _unplugged) = (address, listener, unplugged);

    /// <summary>Where it listens, with the port that was bound.</summary>
    public TcpAddress Address { get; }

    /// <inheritdoc/>
    public string Name => Address.ToString();

    /// <summary>Listens.</summary>
    /// <param name="address">Where; port 0 takes any that is free.</param>
    /// <param name="unplugged">Told, on the thread that reads or writes, that a client is gone.</param>
    /// <exception cref="FaultException"><see cref="TcpFaults.Unusable"/>.</exception>
    public static TcpPort Listen(TcpAddress address, Action unplugged)
    {
        Socket? listener = null;
        try
        {
            var ip = IPAddress.TryParse(address.Host, out var literal) ? literal : Dns.GetHostAddresses(address.Host)[0];
            listener = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(ip, address.Port));
            listener.Listen();
            return new(address with { Port = ((IPEndPoint)listener.LocalEndPoint!).Port }, listener, unplugged);
        }
        catch (SocketException e)
        {
            listener?.Dispose();
            throw TcpFaults.Unusable.Exception($"{address}: {e.Message}", cause: e);
        }
    }

    /// <summary>Hangs up on the client at the next read, and on whoever comes, until <see cref="Open"/>. Any thread may call it.</summary>
    public void Shut() => _isShut = _drops = true;

    /// <summary>Takes clients again.</summary>
    public void Open() => _isShut = false;

    /// <inheritdoc/>
    public int Read(Span<byte> buffer, Deadline deadline)
    {
        while (true)
        {
            deadline.Cancellation.ThrowIfCancellationRequested();
            var left = deadline.Remaining;
            var ready = new List<Socket> { _listener };
            if (_client is { } present)
                ready.Add(present);
            Socket.Select(ready, null, null, left < Slice ? left : Slice);
            Drop();
            // What a client said before it hung up comes first, and its end before the next one is taken.
            if (_client is { } client && ready.Contains(client) && ReadOnce(client, buffer) is > 0 and var count)
                return count;
            if (ready.Contains(_listener))
            {
                Drop();
                Accept();
            }

            if (deadline.Passed)
                return 0;
        }
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty && _client is { } client)
                bytes = bytes[client.Send(bytes)..];
        }
        catch (SocketException)
        {
            HangUp();
        }
    }

    /// <summary>Returns at once.</summary>
    public void Drain()
    {
    }

    /// <inheritdoc/>
    public void DiscardInput()
    {
        Span<byte> waste = stackalloc byte[256];
        while (_client is { } client && client.Poll(0, SelectMode.SelectRead))
            ReadOnce(client, waste);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client?.Dispose();
        _listener.Dispose();
    }

    private void Drop()
    {
        if (!_drops)
            return;
        _drops = false;
        if (_client is not null)
            HangUp();
    }

    private void Accept()
    {
        try
        {
            var fresh = _listener.Accept();
            // A client that hung up in the same moment makes room for the next one.
            if (_client is { } old && IsGone(old))
                HangUp();
            if (_client is not null || _isShut)
            {
                fresh.Dispose();
                return;
            }

            fresh.NoDelay = true;
            fresh.SendTimeout = WriteMilliseconds;
            _client = fresh;
        }
        catch (SocketException)
        {
            // Whoever called has hung up before the call was taken.
        }
    }

    private static bool IsGone(Socket client)
    {
        try
        {
            return client.Poll(0, SelectMode.SelectRead) && client.Available == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private int ReadOnce(Socket client, Span<byte> buffer)
    {
        int count;
        try
        {
            count = client.Receive(buffer);
        }
        catch (SocketException)
        {
            count = 0;
        }

        if (count == 0)
            HangUp();
        return count;
    }

    private void HangUp()
    {
        _client?.Dispose();
        _client = null;
        _unplugged();
    }
}
