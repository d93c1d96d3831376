using Rootline.Cli.Control;
using Rootline.Cli.Stations.Bodies;
using Rootline.Core.Entropy;
using Rootline.Core.Power;
using Rootline.Core.Wires;

namespace Rootline.Cli.Stations;

/// <summary>
/// A virtual chip with a power switch: off, it hears nothing and says nothing. Two threads use it: the one that carries its
/// lines and the one that works the switch. What its file holds is there whether it is on or off.
/// </summary>
/// <param name="body">The chip without power; disposed with this.</param>
/// <param name="entropy">Forked by chip and power-on.</param>
internal sealed class SwitchedChip(IChipBody body, EntropySource entropy) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Operation> _past = [];
    private ILiveChip? _live;
    private PowerDomain? _power;
    private Cut? _forPowerOn;
    private FallenCut? _lastCut;
    private int _powerOns;

    /// <summary>The chip without power, for what never changes of it.</summary>
    public IChipBody Body => body;

    /// <summary>Told, within the switch, that the power came or went; must not work the switch.</summary>
    public Action<bool>? PowerChanged { get; set; }

    /// <summary>Gives power. A cut that was armed while it was off counts from the first operation of the start.</summary>
    public void PowerOn()
    {
        lock (_gate)
        {
            if (_live is not null)
                return;
            _power = new PowerDomain("chip") { Records = true };
            if (_forPowerOn is { } cut)
                _power.Arm(cut);
            _forPowerOn = null;
            try
            {
                _live = body.PowerOn(_power, entropy.Fork($"chip {body.Name ?? body.Family} power {_powerOns++}"));
                PowerChanged?.Invoke(true);
            }
            catch (PowerLostException)
            {
                GoDark();
            }
        }
    }

    /// <summary>Takes the power, between two operations.</summary>
    public void PowerOff()
    {
        lock (_gate)
            Retire();
    }

    /// <summary>Pulls the reset line; false when there is no power.</summary>
    public bool Reset() => Try<ILiveChip>(static live => live.Reset());

    /// <summary>Does something with the chip while it has power; if a cut falls in it, the chip has none afterwards.</summary>
    /// <typeparam name="TLive">The kind of chip that it is done with.</typeparam>
    /// <param name="act">What is done.</param>
    /// <returns>False when there is no power; then nothing was done.</returns>
    /// <exception cref="Core.Faults.FaultException"><see cref="ControlFaults.OtherKind"/>, or what the act throws.</exception>
    public bool Try<TLive>(Action<TLive> act)
        where TLive : class, ILiveChip
    {
        lock (_gate)
        {
            if (_live is null)
                return false;
            var live = _live as TLive ?? throw ControlFaults.OtherKind.Exception($"{body.Family} knows nothing of this");
            try
            {
                act(live);
            }
            catch (PowerLostException)
            {
                GoDark();
            }

            return true;
        }
    }

    /// <summary>The chip's end of a line, for the thread that carries it; there also while the chip has no power.</summary>
    /// <param name="name">The line.</param>
    public IByteDevice Line(string name) => new SwitchedLine(this, name);

    /// <summary>Arms a cut in place of the one before, or takes it back.</summary>
    /// <param name="cut">The cut; its index counts from the next operation. Null for none.</param>
    public void Arm(Cut? cut)
    {
        lock (_gate)
        {
            if (_power is null)
                _forPowerOn = cut;
            else
                _power.Arm(cut is null ? new Cut(-1, CutMoment.Before) : cut with { Index = _power.Count + cut.Index });
        }
    }

    /// <summary>What can be said now.</summary>
    public ChipState State()
    {
        lock (_gate)
        {
            int since = _power?.Count ?? 0;
            var armed = _power is null ? _forPowerOn : _power.Armed is { } cut && cut.Index >= since ? cut with { Index = cut.Index - since } : null;
            return new(_live is not null, _live?.Life ?? body.Life, _live?.RunsFirmware ?? false, _past.Count + since, since, armed, _lastCut);
        }
    }

    /// <summary>The flash operations since the chip was opened, over all power-ons.</summary>
    public IReadOnlyList<Operation> Operations()
    {
        lock (_gate)
            return [.. _past, .. (_power?.Trace ?? []).Select(o => o with { Index = o.Index + _past.Count })];
    }

    /// <summary>Looks into the chip as no real one lets anybody.</summary>
    /// <param name="look">What is looked at.</param>
    public T Inspect<T>(Func<IChipBody, T> look)
    {
        lock (_gate)
            return look(body);
    }

    /// <summary>Puts another content in; a chip that was on starts anew with it.</summary>
    /// <param name="content">As <see cref="IChipBody.Content"/> gives it.</param>
    public void Rewrite(ReadOnlySpan<byte> content)
    {
        lock (_gate)
        {
            bool wasOn = _live is not null;
            Retire();
            body.Rewrite(content);
            if (wasOn)
                PowerOn();
        }
    }

    /// <summary>Takes the power and gives the file back.</summary>
    public void Dispose()
    {
        PowerOff();
        body.Dispose();
    }

    private void GoDark()
    {
        var (operation, cut) = (_power!.Trace[^1], _power.Armed!);
        bool isTorn = cut.Moment == CutMoment.Torn && operation.TornOutcomes > 0;
        _lastCut = new(operation with { Index = operation.Index + _past.Count }, cut.Moment, isTorn ? cut.Outcome % operation.TornOutcomes : 0);
        Retire();
    }

    private void Retire()
    {
        foreach (var operation in _power?.Trace ?? [])
            _past.Add(operation with { Index = _past.Count });
        bool wasOn = _power is not null;
        _live?.Dispose();
        (_live, _power) = (null, null);
        if (wasOn)
            PowerChanged?.Invoke(false);
    }
}
