using Rootline.Chips.Nordic;
using Rootline.Core.Wires;
using Rootline.Links.Gdb;

namespace Rootline.Cli.Stations.Bodies;

/// <summary>A Nordic part with power: its firmware has run until it idles.</summary>
internal sealed class NordicLive : ILiveChip
{
    private readonly NordicChip _chip;
    private readonly Dictionary<string, IByteDevice> _lines = [];

    /// <summary>Puts debug servers in front of a part and resets it.</summary>
    /// <param name="chip">The part.</param>
    /// <param name="clock">The servers' clock.</param>
    public NordicLive(NordicChip chip, TimeProvider clock)
    {
        _chip = chip;
        _lines[NordicBody.Debug] = new GdbDevice(new NordicDebugTarget(chip, isNetwork: false), clock);
        _lines[NordicBody.Console] = chip.Application.Uart;
        if (chip.Network is { } network)
        {
            _lines[NordicBody.DebugNetwork] = new GdbDevice(new NordicDebugTarget(chip, isNetwork: true), clock);
            _lines[NordicBody.ConsoleNetwork] = network.Uart;
        }

        chip.Reset();
    }

    /// <inheritdoc/>
    public bool RunsFirmware => _chip.Application.State == CoreState.Running;

    /// <inheritdoc/>
    public string? Life => null;

    /// <inheritdoc/>
    public IByteDevice Line(string name) => _lines[name];

    /// <inheritdoc/>
    public void Reset() => _chip.Reset();

    /// <summary>Nothing to do: its firmware runs whole at a reset.</summary>
    public void Settle()
    {
    }

    /// <inheritdoc/>
    public void Unplug(string line) => (_lines[line] as GdbDevice)?.Unplug();

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
