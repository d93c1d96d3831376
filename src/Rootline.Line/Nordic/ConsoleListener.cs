using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Formats.Consoles;
using Rootline.Formats.Nordic.Console;

namespace Rootline.Line.Nordic;

/// <summary>Listens to a console until something is over or patience ends.</summary>
/// <param name="wire">The console.</param>
/// <param name="clock">The station's clock.</param>
/// <param name="terms">How patient, and who calls it off.</param>
internal sealed class ConsoleListener(IByteWire wire, TimeProvider clock, ConsoleTerms terms)
{
    private const int Buffer = 1024;
    private readonly ConsoleText _lines = new();

    /// <summary>The last line that was not empty; empty when none came.</summary>
    public string LastLine { get; private set; } = "";

    /// <summary>Hands every line on until it is over.</summary>
    /// <param name="isOver">Takes a line; true when nothing more is needed.</param>
    /// <returns>False when patience ended first.</returns>
    public bool Listen(Func<ZephyrLine, bool> isOver)
    {
        var deadline = Deadline.After(clock, terms.Patience, terms.Cancellation);
        var buffer = new byte[Buffer];
        while (wire.Read(buffer, deadline) is var length and > 0)
        {
            foreach (string text in _lines.Take(buffer.AsSpan(0, length)))
            {
                if (text.Length > 0)
                    LastLine = text;
                if (isOver(ZephyrLine.Of(text)))
                    return true;
            }
        }

        return false;
    }
}
