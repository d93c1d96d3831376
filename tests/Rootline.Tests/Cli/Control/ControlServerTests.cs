using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using Rootline.Cli.Control;
using Rootline.Core.Faults;
using Xunit;

namespace Rootline.Tests.Cli.Control;

[SupportedOSPlatform("linux")]
public sealed class ControlServerTests : IDisposable
{
    private static readonly byte[] State = Encoding.UTF8.GetBytes("""{"do":"state"}""");
    private readonly ControlledBench _bench = new();
    private readonly CancellationTokenSource _end = new();

    private string SocketPath => _bench.Factory.PathOf("control");

    public void Dispose()
    {
        _end.Dispose();
        _bench.Dispose();
    }

    [Fact]
    public void Requests_of_several_clients_are_answered_one_after_the_other_each_with_one_line() => Serve(() =>
    {
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(SocketPath));
        var clients = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < 20; i++)
                Assert.Contains("\"ok\":true", Encoding.UTF8.GetString(ControlCall.Ask(SocketPath, State)), StringComparison.Ordinal);
        })).ToList();
        clients.ForEach(c => c.Start());
        clients.ForEach(c => c.Join());
    });

    [Fact]
    public void A_line_may_come_in_pieces_and_several_at_once() => Serve(() =>
    {
        using var client = Connect();
        foreach (byte b in State)
            client.Send([b]);
        client.Send("\r\n\n"u8);
        client.Send([.. State, (byte)'\n', .. State, (byte)'\n']);
        Assert.Equal(3, Lines(client, 3).Count(l => l.StartsWith("{\"v\":1,\"ok\":true", StringComparison.Ordinal)));
    });

    [Fact]
    public void A_line_that_is_too_long_is_answered_once_and_the_next_one_is_heard() => Serve(() =>
    {
        using var client = Connect();
        var line = new byte[(3 * ControlLimits.LongestRequest) + 1];
        line.AsSpan().Fill((byte)'x');
        client.Send([.. line, (byte)'\n', .. State, (byte)'\n']);
        var answers = Lines(client, 2);
        Assert.Contains("\"code\":\"control-too-long\"", answers[0], StringComparison.Ordinal);
        Assert.Contains("\"ok\":true", answers[1], StringComparison.Ordinal);
    });

    [Fact]
    public void The_longest_line_is_heard() => Serve(() =>
    {
        using var client = Connect();
        client.Send([.. State, .. Enumerable.Repeat((byte)' ', ControlLimits.LongestRequest - State.Length), (byte)'\n']);
        Assert.Contains("\"ok\":true", Assert.Single(Lines(client, 1)), StringComparison.Ordinal);
    });

    [Fact]
    public void A_client_too_many_is_told_so_and_a_place_that_was_left_is_given_again() => Serve(() =>
    {
        var clients = Enumerable.Range(0, ControlLimits.MostClients).Select(_ => Connect()).ToList();
        foreach (var client in clients)
        {
            client.Send([.. State, (byte)'\n']);
            Lines(client, 1);
        }

        using (var late = Connect())
            Assert.Contains("control-too-many", Assert.Single(Lines(late, 1)), StringComparison.Ordinal);
        clients.ForEach(c => c.Dispose());
        string answer = "";
        for (int i = 0; i < 200 && !answer.Contains("\"ok\":true", StringComparison.Ordinal); i++)
            answer = Encoding.UTF8.GetString(ControlCall.Ask(SocketPath, State));
        Assert.Contains("\"ok\":true", answer, StringComparison.Ordinal);
    });

    [Fact]
    public void The_answer_of_a_server_that_hangs_up_without_having_heard_the_request_is_read()
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(SocketPath));
        listener.Listen();
        var server = new Thread(() =>
        {
            using var client = listener.Accept();
            client.Send("no more clients\n"u8);
        });
        server.Start();
        // More than a socket holds: nobody reads it, and sending it fails.
        Assert.Equal("no more clients\n", Encoding.UTF8.GetString(ControlCall.Ask(SocketPath, new byte[16 << 20])));
        server.Join();
    }

    [Fact]
    public void The_socket_is_removed_at_the_end_and_one_that_a_killed_process_left_is_replaced()
    {
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
            dead.Bind(new UnixDomainSocketEndPoint(SocketPath));
        if (!File.Exists(SocketPath))
            LeaveSocket();
        File.SetUnixFileMode(SocketPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        ControlServer.Listen(SocketPath, _bench.Desk).Dispose();
        Assert.False(File.Exists(SocketPath));
        Assert.Equal(ControlFaults.Unreachable, Assert.Throws<FaultException>(() => ControlCall.Ask(SocketPath, State)).Fault.Code);
    }

    [Fact]
    public void What_is_somebody_else_s_is_not_replaced()
    {
        using (ControlServer.Listen(SocketPath, _bench.Desk))
            Refused(SocketPath);
        File.WriteAllText(SocketPath, "");
        File.SetUnixFileMode(SocketPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Refused(SocketPath);
        Assert.True(File.Exists(SocketPath));
        Refused(_bench.Factory.PathOf("nowhere/control"));
        Refused(_bench.Factory.PathOf(new string('x', ControlLimits.LongestPath)));
        void Refused(string path) => Assert.Equal(ControlFaults.Unusable, Assert.Throws<FaultException>(() => ControlServer.Listen(path, _bench.Desk)).Fault.Code);
    }

    // The base library removes the name of a socket that it bound; a killed process does not.
    private void LeaveSocket()
    {
        using var server = ControlServer.Listen(SocketPath + "2", _bench.Desk);
        File.Move(SocketPath + "2", SocketPath);
    }

    private void Serve(Action use)
    {
        using var server = ControlServer.Listen(SocketPath, _bench.Desk);
        var thread = new Thread(() => server.Run(_end.Token));
        thread.Start();
        try
        {
            use();
        }
        finally
        {
            _end.Cancel();
            thread.Join();
        }
    }

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = 60_000 };
        socket.Connect(new UnixDomainSocketEndPoint(SocketPath));
        return socket;
    }

    private static List<string> Lines(Socket client, int count)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (text.ToString().Count(c => c == '\n') < count)
        {
            int length = client.Receive(buffer);
            Assert.NotEqual(0, length);
            text.Append(Encoding.UTF8.GetString(buffer, 0, length));
        }

        return [.. text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
