using System.Text;

namespace Rootline.Formats.Nordic.Console;

/// <summary>
/// Makes lines of what comes from a console: ends at LF, drops CR, NUL and the escape sequences of a colour terminal, and shows
/// everything that is not printable ASCII as a full stop. A line that never ends is cut.
/// </summary>
public sealed class ConsoleLines
{
    /// <summary>The longest line in characters; the rest of it is dropped, so that a broken wire fills no memory.</summary>
    public const int LongestLine = 1024;

    private const byte Escape = 0x1B;
    private readonly StringBuilder _line = new();
    private State _state;

    private enum State
    {
        Text,
        AfterEscape,
        InSequence,
    }

    /// <summary>Takes bytes.</summary>
    /// <param name="bytes">What came.</param>
    /// <returns>The lines that ended.</returns>
    public IReadOnlyList<string> Take(ReadOnlySpan<byte> bytes)
    {
        var lines = new List<string>();
        foreach (byte b in bytes)
        {
            if (b == '\n')
                lines.Add(End());
            else
                Take(b);
        }

        return lines;
    }

    /// <summary>Ends the line that has no end yet, and gives it; empty when nothing came.</summary>
    public string End()
    {
        string line = _line.ToString();
        _line.Clear();
        _state = State.Text;
        return line;
    }

    private void Take(byte b)
    {
        switch (_state)
        {
            case State.AfterEscape:
                _state = b == '[' ? State.InSequence : State.Text;
                break;
            case State.InSequence:
                // A sequence ends with a letter or one of the signs around it.
                _state = b is >= 0x40 and <= 0x7E ? State.Text : State.InSequence;
                break;
            case State.Text when b == Escape:
                _state = State.AfterEscape;
                break;
            case State.Text when b is not 0 and not (byte)'\r' && _line.Length < LongestLine:
                _line.Append(b is >= 0x20 and < 0x7F ? (char)b : '.');
                break;
            default:
                break;
        }
    }
}
