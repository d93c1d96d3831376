using System.Net.Sockets;

namespace Rootline.Cli.Control;

/// <summary>
/// A control socket: a Unix domain socket that only its owner may use (mode 0600), JSON lines. One thread serves all clients
/// in turn, so that two requests never mix.
/// </summary>
internal sealed class ControlServer : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int WriteMilliseconds = 5_000;
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);

    private readonly string _path;
    private readonly Socket _listener;
    private readonly ControlDesk _desk;
    private readonly List<ControlClient> _clients = [];

    private ControlServer(string path, Socket listener, ControlDesk desk) => (_path, _listener, _desk) = (path, listener, desk);

    /// <summary>Makes the socket. What a killed process left there is replaced; anything else is refused.</summary>
    /// <param name="path">The socket's path.</param>
    /// <param name="desk">Answers the requests.</param>
    public static ControlServer Listen(string path, ControlDesk desk)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(path) > ControlLimits.LongestPath)
            throw ControlFaults.Unusable.Exception($"{path} is longer than {ControlLimits.LongestPath} bytes, which no socket's path may be", "choose a shorter path");
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            if (IsLeftOver(path))
                File.Delete(path);
            socket.Bind(new UnixDomainSocketEndPoint(path));
            // Nobody gets in before Listen: there is no moment in which others could use the socket.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, OwnerOnly);
            socket.Listen();
            return new(path, socket, desk);
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException)
        {
            socket.Dispose();
            throw ControlFaults.Unusable.Exception($"{path}: {e.Message}", cause: e);
        }
    }

    /// <summary>Serves until called off.</summary>
    /// <param name="cancellation">Ends it.</param>
    public void Run(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var ready = _clients.ConvertAll(c => c.Socket);
            ready.Add(_listener);
            Socket.Select(ready, null, null, Slice);
            foreach (var client in _clients.Where(c => ready.Contains(c.Socket)).ToList())
            {
                if (client.Serve(_desk))
                    continue;
                _clients.Remove(client);
                client.Dispose();
            }

            if (ready.Contains(_listener))
                Accept();
        }
    }

    /// <summary>Hangs up and removes the socket.</summary>
    public void Dispose()
    {
        foreach (var client in _clients)
            client.Dispose();
        _listener.Dispose();
        try
        {
            File.Delete(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A socket that nobody listens on harms nobody, and the next run replaces it.
        }
    }

    private void Accept()
    {
        try
        {
            var socket = _listener.Accept();
            socket.SendTimeout = WriteMilliseconds;
            var client = new ControlClient(socket);
            if (_clients.Count < ControlLimits.MostClients)
            {
                _clients.Add(client);
                return;
            }

            client.Say(ControlDesk.Refusal(ControlFaults.TooMany.Fault($"{ControlLimits.MostClients} clients are connected")));
            client.Dispose();
        }
        catch (SocketException)
        {
            // Whoever called has hung up before the call was taken.
        }
    }

    private static bool IsLeftOver(string path)
    {
        if (!File.Exists(path))
            return false;
        using var caller = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            caller.Connect(new UnixDomainSocketEndPoint(path));
            return false;
        }
        catch (SocketException e)
        {
            // ECONNREFUSED also comes of a file that is no socket: such a file is somebody's.
            return e.SocketErrorCode == SocketError.ConnectionRefused && new FileInfo(path) is { Length: 0, UnixFileMode: OwnerOnly } && IsSocket(path);
        }
    }

    private static bool IsSocket(string path)
    {
        try
        {
            using var file = File.OpenHandle(path);
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A socket cannot be opened as a file (ENXIO).
            return true;
        }
    }
}
