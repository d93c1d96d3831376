using Rootline.Formats.Consoles;

namespace Rootline.Formats.Tfm.Console;

/// <summary>
/// Reads the console of a TF-M platform as its bytes come in (1.7 writes a NUL byte behind each message of the secure image). A boot that
/// begins inside a line, because a reset cut that off, begins a line. Source: tfm-provisioning section 5.2.
/// </summary>
public sealed class ConsoleReader
{
    private readonly ConsoleText _text = new();

    /// <summary>What stands in a line that has not ended yet, for example before a prompt.</summary>
    public string Rest => _text.Rest;

    /// <summary>Takes bytes.</summary>
    /// <param name="bytes">What came in.</param>
    /// <returns>The lines that ended with them.</returns>
    public IReadOnlyList<ConsoleLine> Feed(ReadOnlySpan<byte> bytes) => [.. _text.Take(bytes).SelectMany(Lines)];

    /// <summary>Ends the last line, when the console ends without one.</summary>
    public IReadOnlyList<ConsoleLine> End() => _text.End() is { Length: > 0 } text ? [.. Lines(text)] : [];

    /// <summary>Reads a whole log.</summary>
    /// <param name="log">Its bytes.</param>
    public static IReadOnlyList<ConsoleLine> ReadAll(ReadOnlySpan<byte> log)
    {
        var reader = new ConsoleReader();
        return [.. reader.Feed(log), .. reader.End()];
    }

    private static IEnumerable<ConsoleLine> Lines(string text)
    {
        if (ConsoleLine.BootInside(text) is > 0 and var at)
            return [ConsoleLine.Of(text[..at]), ConsoleLine.Of(text[at..])];
        return [ConsoleLine.Of(text)];
    }
}
