using System.Text;
using Rootline.Core.Faults;
using Rootline.Core.Wires;
using Rootline.Formats.Nordic.Console;
using Rootline.Line.Nordic.Debug;
using Rootline.Line.Sockets;
using Rootline.Line.Steps;

namespace Rootline.Line.Nordic;

/// <summary>Resets a part and listens to what its firmware says.</summary>
/// <param name="socket">Where the part is.</param>
/// <param name="steps">Who is told when the operator must help.</param>
/// <param name="clock">The station's clock.</param>
/// <param name="terms">How patient.</param>
internal sealed class NordicBoot(INordicSocket socket, StepClock steps, TimeProvider clock, ConsoleTerms terms)
{
    /// <summary>The last line of the last boot that was not empty.</summary>
    public string LastLine { get; private set; } = "";

    /// <summary>Resets the part and hands on every line until it is over.</summary>
    /// <param name="isOver">Takes a line; true when nothing more is needed.</param>
    /// <returns>False when patience ended first.</returns>
    public bool Run(Func<ZephyrLine, bool> isOver) => Listen(isOver, _ => Reset());

    /// <summary>Resets the part and takes the token that its application prints.</summary>
    /// <param name="hear">Told every line; true ends the listening.</param>
    /// <returns>The token, or null when none came whole.</returns>
    public byte[]? TakeToken(Func<ZephyrLine, bool> hear) => Token(hear, _ => Reset());

    /// <summary>Sends the application a line and takes the token that it prints afterwards.</summary>
    /// <param name="request">The line without its end.</param>
    /// <returns>The token, or null when none came whole.</returns>
    public byte[]? Ask(string request) => Token(static _ => false, wire =>
    {
        wire.Write(Encoding.ASCII.GetBytes(request + "\n"));
        wire.Drain();
    });

    private byte[]? Token(Func<ZephyrLine, bool> hear, Action<IByteWire> begin)
    {
        var dump = new TokenDump();
        Listen(
            line =>
            {
                dump.Take(line);
                return hear(line) || dump.Token is not null;
            },
            begin);
        return dump.Token;
    }

    private bool Listen(Func<ZephyrLine, bool> isOver, Action<IByteWire> begin)
    {
        using var wire = socket.OpenConsole();
        wire.DiscardInput();
        begin(wire);
        var listener = new ConsoleListener(wire, clock, terms);
        bool result = listener.Listen(isOver);
        LastLine = listener.LastLine;
        return result;
    }

    // A part whose port is closed may not be reset by every server: then the operator's reset button does it.
    private void Reset()
    {
        try
        {
            using var debugger = socket.OpenDebugger(NordicCoreName.Application);
            debugger.Reset();
        }
        catch (FaultException e) when (e.Fault.Code.Party is Party.Device or Party.Peer)
        {
            steps.Tell(LineEventKind.Warning, $"the debugger cannot reset the part ({e.Fault.What}): press its reset button now");
        }
    }
}
