using Rootline.Core.Wires;

namespace Rootline.Line.Nordic.Debug;

/// <summary>A place on the line with one Nordic part: its debuggers and its console.</summary>
public interface INordicSocket
{
    /// <summary>The socket's name in messages and records.</summary>
    string Name { get; }

    /// <summary>Whether there is a debugger on the network core.</summary>
    bool HasNetworkDebugger { get; }

    /// <summary>Opens a debugger; the core stands afterwards where its port is open. The caller closes it.</summary>
    /// <param name="core">Which core.</param>
    INordicDebugger OpenDebugger(NordicCoreName core);

    /// <summary>Opens the application core's console; the caller closes it.</summary>
    IByteWire OpenConsole();
}
