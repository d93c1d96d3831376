using System.Net.Sockets;
using Rootline.Core.Faults;

namespace Rootline.Cli.Control;

/// <summary>One question to a control socket.</summary>
internal static class ControlCall
{
    private const int AnswerMilliseconds = 60_000;

    /// <summary>Asks and returns the answer.</summary>
    /// <param name="path">The socket's path.</param>
    /// <param name="request">The request, one line without its end.</param>
    /// <exception cref="FaultException"><see cref="ControlFaults.Unreachable"/>.</exception>
    public static byte[] Ask(string path, ReadOnlySpan<byte> request)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        (socket.SendTimeout, socket.ReceiveTimeout) = (AnswerMilliseconds, AnswerMilliseconds);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            Say(socket, [.. request, (byte)'\n']);
            return Answer(socket, path);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw ControlFaults.Unreachable.Exception($"{path}: {e.Message}", cause: e);
        }
    }

    // A server that takes no more clients says so and hangs up, perhaps before it was asked anything: its answer lies there.
    private static void Say(Socket socket, byte[] line)
    {
        try
        {
            socket.Send(line);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.Shutdown or SocketError.ConnectionReset)
        {
            // Where there is no answer either, reading it tells.
        }
    }

    private static byte[] Answer(Socket socket, string path)
    {
        var answer = new MemoryStream();
        var input = new byte[16 * 1024];
        while (answer.Length < ControlLimits.LongestAnswer)
        {
            int count = socket.Receive(input);
            if (count == 0)
                break;
            answer.Write(input.AsSpan(0, count));
            if (input[count - 1] == (byte)'\n')
                return answer.ToArray();
        }

        throw ControlFaults.Unreachable.Exception($"{path}: the connection ended before the answer did");
    }
}
