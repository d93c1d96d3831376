using Rootline.Cli.Control;
using Rootline.Cli.Stations;
using Rootline.Cli.Stations.Bodies;
using Rootline.Links.Tcp;

namespace Rootline.Cli.Sweeps;

/// <summary>
/// The lines of a chip behind a debug server, each on a TCP port of this machine: <c>ROOTLINE_PORT</c> is HOST:PORT of the first one, a console is
/// told with <c>tcp://</c>, as the station takes it.
/// </summary>
internal sealed class TcpSweepPorts : ISweepPorts
{
    private const string Host = "127.0.0.1";
    private readonly ChipPorts _ports;
    private readonly List<(string Variable, string Value)> _variables = [];

    /// <summary>Listens.</summary>
    /// <param name="chip">The chip.</param>
    /// <param name="run">Its lines.</param>
    /// <param name="clock">The chip's clock.</param>
    public TcpSweepPorts(SwitchedChip chip, ControlledChip run, TimeProvider clock)
    {
        _ports = new(chip, clock);
        foreach (var (name, line) in chip.Body.Lines.Zip(run.Lines))
        {
            string address = _ports.Add(name, line, new(Host, 0)).ToString();
            bool isDebug = name.StartsWith(TfmBody.Debug, StringComparison.Ordinal);
            string variable = name == TfmBody.Debug ? "ROOTLINE_PORT" : $"ROOTLINE_{name.Replace('-', '_').ToUpperInvariant()}";
            _variables.Add((variable, isDebug ? address[TcpAddress.Scheme.Length..] : address));
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<(string Variable, string Value)> Variables => _variables;

    /// <inheritdoc/>
    public void Carry(CancellationToken cancellation) => _ports.Run(cancellation);

    /// <summary>Nothing to do: what is said to nobody is lost.</summary>
    public void DiscardUnread()
    {
    }

    /// <inheritdoc/>
    public void Dispose() => _ports.Dispose();
}
