using System.Globalization;
using System.Text;
using Rootline.Core.Wires;
using Rootline.Formats.Consoles;

namespace Rootline.Chips.Nordic;

/// <summary>A core's console: what its firmware prints, as Zephyr's log prints it, and the lines that it is sent.</summary>
public sealed class ChipUart : IByteDevice
{
    private const int FirstMilliseconds = 250;
    private readonly List<byte> _bytes = [];
    private readonly ConsoleText _heard = new();
    private int _sinceReset;

    /// <summary>Told every line that comes in.</summary>
    public Action<string> Heard { get; set; } = static _ => { };

    /// <summary>Bytes that nobody read yet.</summary>
    public int Waiting => _bytes.Count;

    /// <inheritdoc/>
    public DateTimeOffset? NextDeadline => null;

    /// <summary>Begins a new log: the part was reset.</summary>
    public void Reset() => _sinceReset = 0;

    /// <summary>Prints a line of a module.</summary>
    /// <param name="level">The level, for example <c>inf</c>.</param>
    /// <param name="module">Who speaks.</param>
    /// <param name="text">What is said.</param>
    public void Log(string level, string module, string text)
    {
        var time = TimeSpan.FromMilliseconds(FirstMilliseconds + _sinceReset++);
        Print(string.Create(CultureInfo.InvariantCulture, $"[{time.Hours:00}:{time.Minutes:00}:{time.Seconds:00}.{time.Milliseconds:000},000] <{level}> {module}: {text}"));
    }

    /// <summary>Prints a line without anything before it.</summary>
    /// <param name="text">The line without its end.</param>
    public void Print(string text)
    {
        _bytes.AddRange(Encoding.ASCII.GetBytes(text));
        _bytes.AddRange("\r\n"u8);
    }

    /// <inheritdoc/>
    public int Give(Span<byte> destination)
    {
        int length = Math.Min(destination.Length, _bytes.Count);
        for (int i = 0; i < length; i++)
            destination[i] = _bytes[i];
        _bytes.RemoveRange(0, length);
        return length;
    }

    /// <inheritdoc/>
    public void Receive(ReadOnlySpan<byte> bytes)
    {
        foreach (string line in _heard.Take(bytes))
            Heard(line);
    }

    /// <inheritdoc/>
    public void Tick()
    {
    }
}
