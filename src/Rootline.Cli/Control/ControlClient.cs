using System.Net.Sockets;

namespace Rootline.Cli.Control;

/// <summary>One client of a control socket: its unfinished line, and one answer for each finished one.</summary>
/// <param name="socket">The connection; disposed with this.</param>
internal sealed class ControlClient(Socket socket) : IDisposable
{
    private readonly byte[] _line = new byte[ControlLimits.LongestRequest];
    private readonly byte[] _input = new byte[4096];
    private int _length;
    private bool _skips;

    /// <summary>The connection.</summary>
    public Socket Socket => socket;

    /// <summary>Takes what has come and answers the lines that it ends.</summary>
    /// <param name="desk">Answers.</param>
    /// <returns>False when the client is gone.</returns>
    public bool Serve(ControlDesk desk)
    {
        int count;
        try
        {
            count = socket.Receive(_input);
        }
        catch (SocketException)
        {
            return false;
        }

        foreach (byte b in _input.AsSpan(0, count))
        {
            if (!Take(b, desk))
                return false;
        }

        return count > 0;
    }

    /// <summary>Sends an answer.</summary>
    /// <param name="answer">The line.</param>
    /// <returns>False when the client is gone, or does not read.</returns>
    public bool Say(ReadOnlySpan<byte> answer)
    {
        try
        {
            while (!answer.IsEmpty)
                answer = answer[socket.Send(answer)..];
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Hangs up.</summary>
    public void Dispose() => socket.Dispose();

    // A line that is too long is answered once, when its limit is passed, and skipped up to its end. Empty lines say nothing.
    private bool Take(byte b, ControlDesk desk)
    {
        if (b != (byte)'\n')
        {
            if (_skips)
                return true;
            if (_length < _line.Length)
            {
                _line[_length++] = b;
                return true;
            }

            _skips = true;
            return Say(ControlDesk.Refusal(ControlFaults.TooLong.Fault($"a line is longer than {ControlLimits.LongestRequest} bytes")));
        }

        int length = _skips ? 0 : _length;
        (_length, _skips) = (0, false);
        bool isEmpty = _line.AsSpan(0, length).Trim(" \r\t"u8).IsEmpty;
        return isEmpty || Say(desk.Answer(_line.AsMemory(0, length)));
    }
}
