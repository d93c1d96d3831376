using System.Text;

namespace Rootline.Formats.Consoles;

/// <summary>
/// Makes lines of what comes from a device's console, however its bytes are cut: a line ends with LF; CR before it, NUL bytes, the escape
/// sequences of a colour terminal and all other bytes that are not printable ASCII are left out.
/// </summary>
public sealed class ConsoleText
{
    /// <summary>The most characters of a line; more is split, so that a console gone wild fills no memory.</summary>
    public const int MaxLine = 1024;

    private const byte Escape = 0x1B;
    private const int MaxSequence = 16;
    private readonly StringBuilder _line = new();
    private readonly List<string> _ready = [];
    private int _sequence; // bytes of an escape sequence so far

    /// <summary>What stands in a line that has not ended yet, for example before a prompt.</summary>
    public string Rest => _line.ToString();

    /// <summary>Takes bytes.</summary>
    /// <param name="bytes">What came.</param>
    /// <returns>The lines that ended with them.</returns>
    public IReadOnlyList<string> Take(ReadOnlySpan<byte> bytes)
    {
        _ready.Clear();
        foreach (byte b in bytes)
            Take(b);
        return [.. _ready];
    }

    /// <summary>Ends the line that has no end yet, and gives it; empty when nothing came.</summary>
    public string End()
    {
        string line = Rest;
        _line.Clear();
        _sequence = 0;
        return line;
    }

    private void Take(byte b)
    {
        if (_sequence > 0)
            _sequence = IsLast(b) ? 0 : _sequence + 1;
        else if (b == Escape)
            _sequence = 1;
        else if (b == '\n')
            EndLine();
        else if (b is >= 0x20 and <= 0x7E)
            Append((char)b);
    }

    // ESC, then [ with parameters and a letter; anything else ends at once. A line's end is never swallowed.
    private bool IsLast(byte b)
    {
        if (b == '\n')
            EndLine();
        return _sequence == 1 ? b != '[' : b is < 0x20 or >= 0x40 || _sequence >= MaxSequence;
    }

    private void Append(char c)
    {
        if (_line.Length == MaxLine)
            EndLine();
        _line.Append(c);
    }

    private void EndLine()
    {
        _ready.Add(_line.ToString());
        _line.Clear();
    }
}
