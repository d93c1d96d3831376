using Rootline.Chips;
using Rootline.Chips.Tfm;
using Rootline.Chips.Tfm.Firmware;
using Rootline.Core.Faults;
using Rootline.Core.Wires;
using Rootline.Formats.Tfm;
using Rootline.Links.Gdb;

namespace Rootline.Cli.Stations.Bodies;

/// <summary>A TF-M chip with power, behind a debug server that lets it run until a debugger halts it.</summary>
internal sealed class TfmLive : ILiveChip
{
    private readonly TfmChip _chip;
    private readonly GdbDevice _server;
    private readonly ConsoleTap _line;

    /// <summary>Puts a debug server in front of a chip.</summary>
    /// <param name="chip">The chip.</param>
    /// <param name="clock">Decides when a core that runs is given its next slice.</param>
    /// <param name="console">Where the chip's UART goes.</param>
    /// <param name="isHalted">Whether the core stands until a debugger lets it run.</param>
    public TfmLive(TfmChip chip, TimeProvider clock, Stream console, bool isHalted)
    {
        (_chip, _server) = (chip, new GdbDevice(chip.Debug, clock));
        _line = new(_server, chip.Console, console);
        if (!isHalted)
            _server.Run();
    }

    /// <inheritdoc/>
    public bool RunsFirmware => _chip.IsUp;

    /// <inheritdoc/>
    public string? Life => _chip.Lifecycle.Current is TfmLifecycle.NonPsaRotDebug or TfmLifecycle.RecoverablePsaRotDebug ? _chip.Lifecycle.Current.ToText() : null;

    /// <inheritdoc/>
    public IByteDevice Line(string name) => _line;

    /// <summary>Opens debug as a debugger that authenticated itself does; over resets, until the power goes.</summary>
    /// <param name="state">One of the two debug states.</param>
    /// <exception cref="FaultException"><see cref="ChipFaults.LifeCycle"/>: the chip is not secured.</exception>
    public void OpenDebug(TfmLifecycle state)
    {
        if (_chip.OpenDebug(state) != PlatformError.Success)
            throw ChipFaults.LifeCycle.Exception($"a chip in the life cycle {_chip.Lifecycle.Burned.ToText()} has no debug states", "debug states are entered from SECURED alone");
    }

    /// <summary>Ends a debug state.</summary>
    public void CloseDebug() => _chip.CloseDebug();

    /// <summary>Takes a secured chip out of use for ever; what an earlier call left undone is done.</summary>
    /// <param name="destroysKeys">Whether its keys are burned over.</param>
    /// <exception cref="FaultException"><see cref="ChipFaults.LifeCycle"/>: the chip is not secured; nothing was burned.</exception>
    public void DecommissionForEver(bool destroysKeys)
    {
        // A chip that stands before its first instruction has not opened its one-time memory.
        var error = _chip.Otp.Open();
        if (error == PlatformError.Success)
            error = _chip.Board.Machine.CryptoCell is { } fuses ? Return(fuses, destroysKeys) : _chip.Lifecycle.DecommissionForEver(destroysKeys);
        if (error != PlatformError.Success)
            throw ChipFaults.LifeCycle.Exception($"a chip in the life cycle {_chip.Lifecycle.Burned.ToText()} cannot be decommissioned ({error})", "only a SECURED chip is decommissioned");
    }

    // The hardware has the state with the next power-on, and keeps its keys from everybody itself.
    private static PlatformError Return(Cc312OtpBacking fuses, bool destroysKeys) => destroysKeys
        ? throw ChipFaults.LifeCycle.Exception("the keys in a CryptoCell-312 are the hardware's: they are not burned over", "decommission the chip without destroying its keys")
        : fuses.ReturnForEver();

    /// <inheritdoc/>
    public void Reset() => _chip.Reset();

    /// <inheritdoc/>
    public void Settle()
    {
        if (_server.IsRunning)
            _chip.RunToRest();
    }

    /// <inheritdoc/>
    public void Unplug(string line) => _server.Unplug();

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
