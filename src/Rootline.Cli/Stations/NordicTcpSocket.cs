using Rootline.Cli.Frame;
using Rootline.Core.Wires;
using Rootline.Line.Nordic.Debug;
using Rootline.Links.Gdb;
using Rootline.Links.Tcp;

namespace Rootline.Cli.Stations;

/// <summary>A socket with a Nordic part behind debug servers, whose console is a serial port or a TCP port.</summary>
/// <param name="context">Clock and cancellation.</param>
/// <param name="server">The servers' commands.</param>
/// <param name="debug">The server on the application core.</param>
/// <param name="network">The server on the network core, or null.</param>
/// <param name="console">Opens the console.</param>
internal sealed class NordicTcpSocket(CommandContext context, NordicServer server, TcpAddress debug, TcpAddress? network, Func<IByteWire> console) : INordicSocket
{
    /// <inheritdoc/>
    public string Name => debug.ToString();

    /// <inheritdoc/>
    public bool HasNetworkDebugger => network is not null;

    /// <inheritdoc/>
    public INordicDebugger OpenDebugger(NordicCoreName core) => new GdbNordicDebugger(
        TcpWire.Connect(core == NordicCoreName.Application ? debug : network!),
        context.Clock,
        server,
        new GdbHostOptions { Cancellation = context.Cancellation });

    /// <inheritdoc/>
    public IByteWire OpenConsole() => console();
}
