using Rootline.Core.Wires;
using Rootline.Line.Sockets;
using Rootline.Links.Decorators;

namespace Rootline.Cli.Stations;

/// <summary>A socket whose wire leaves a trace of its frames.</summary>
/// <param name="inner">The socket; disposed with this one.</param>
/// <param name="trace">Takes the trace.</param>
internal sealed class TracedSocket(ISocket inner, TraceFile trace) : ISocket, IDisposable
{
    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public IByteWire OpenIsp() => new TracedWire(inner.OpenIsp(), trace.Of(Name));

    /// <summary>Disposes the socket, where it is to be.</summary>
    public void Dispose() => (inner as IDisposable)?.Dispose();
}
