using System.Text;

namespace Rootline.Formats.Tfm.Console;

/// <summary>
/// Reads the console of a TF-M platform as its bytes come in: lines end with LF, CR before it; NUL bytes (1.7 writes one behind each
/// message of the secure image), colours and other bytes that are not printable are left out. A boot that begins inside a line,
/// because a reset cut that off, begins a line. Source: tfm-provisioning section 5.2.
/// </summary>
public sealed class ConsoleReader
{
    /// <summary>The most characters of a line; more is split, so that a console gone wild fills no memory.</summary>
    public const int MaxLine = 1024;

    private const byte Escape = 0x1B;
    private const int MaxSequence = 16;
    private readonly StringBuilder _line = new();
    private readonly List<ConsoleLine> _ready = [];
    private int _sequence; // bytes of an escape sequence so far

    /// <summary>What stands in a line that has not ended yet, for example before a prompt.</summary>
    public string Rest => _line.ToString();

    /// <summary>Takes bytes.</summary>
    /// <param name="bytes">What came in.</param>
    /// <returns>The lines that ended with them.</returns>
    public IReadOnlyList<ConsoleLine> Feed(ReadOnlySpan<byte> bytes)
    {
        _ready.Clear();
        foreach (byte b in bytes)
            Take(b);
        return [.. _ready];
    }

    /// <summary>Ends the last line, when the console ends without one.</summary>
    public IReadOnlyList<ConsoleLine> End()
    {
        _ready.Clear();
        if (_line.Length > 0)
            EndLine();
        return [.. _ready];
    }

    /// <summary>Reads a whole log.</summary>
    /// <param name="log">Its bytes.</param>
    public static IReadOnlyList<ConsoleLine> ReadAll(ReadOnlySpan<byte> log)
    {
        var reader = new ConsoleReader();
        return [.. reader.Feed(log), .. reader.End()];
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
        string text = _line.ToString();
        _line.Clear();
        if (ConsoleLine.BootInside(text) is > 0 and var at)
        {
            _ready.Add(ConsoleLine.Of(text[..at]));
            text = text[at..];
        }

        _ready.Add(ConsoleLine.Of(text));
    }
}
