using Rootline.Chips.Lpc55;
using Rootline.Core.Power;
using Rootline.Core.Wires;

namespace Rootline.Cli.Stations;

/// <summary>
/// A virtual chip of a file with a power switch: off, it hears nothing and says nothing. Two threads use it: the one that
/// pumps its line and the one that works the switch. Its flash is there whether it is on or off.
/// </summary>
internal sealed class SwitchedChip : IByteDevice, IDisposable
{
    private readonly Lock _gate = new();
    private readonly HeldChip _held;
    private readonly ChipWorld _world;
    private readonly bool _anyFirmware;
    private readonly List<Operation> _past = [];
    private VirtualChip? _chip;
    private PowerDomain? _power;
    private Cut? _forPowerOn;
    private FallenCut? _lastCut;
    private int _powerOns;

    private SwitchedChip(HeldChip held, ChipWorld world, bool anyFirmware) => (_held, _world, _anyFirmware) = (held, world, anyFirmware);

    /// <summary>The chip file with what the vendor put into it.</summary>
    public HeldChip Held => _held;

    /// <summary>Whether it takes any sound SB2.1 file as provisioning firmware.</summary>
    public bool TakesAnyFirmware => _anyFirmware;

    /// <inheritdoc/>
    public DateTimeOffset? NextDeadline
    {
        get
        {
            lock (_gate)
                return _chip?.Device.NextDeadline;
        }
    }

    /// <summary>Takes a chip file; the chip is off.</summary>
    /// <param name="world">Disk, clock, entropy.</param>
    /// <param name="path">The chip file.</param>
    /// <param name="anyFirmware">Whether it takes any structurally sound SB2.1 file as provisioning firmware.</param>
    public static SwitchedChip Open(ChipWorld world, string path, bool anyFirmware = false) => new(HeldChip.Open(world.Disk, path), world, anyFirmware);

    /// <summary>Gives power. A cut that was armed while it was off counts from the first operation of the start.</summary>
    public void PowerOn()
    {
        lock (_gate)
        {
            if (_chip is not null)
                return;
            _power = new PowerDomain("chip") { Records = true };
            if (_forPowerOn is { } cut)
                _power.Arm(cut);
            _forPowerOn = null;
            var entropy = _world.Entropy.Fork($"chip {_held.Uuid} power {_powerOns++}");
            var birth = _held.CopyOfBirth();
            try
            {
                _chip = new VirtualChip(birth, _held.Store, new(_power, entropy) { AnyProvisioningFirmware = _anyFirmware }, _world.Clock);
            }
            catch (PowerLostException)
            {
                birth.Dispose();
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
    public bool Reset()
    {
        lock (_gate)
        {
            if (_chip is null)
                return false;
            Alive(static chip => chip.Reset());
            return true;
        }
    }

    /// <summary>Tells the chip that its cable was pulled.</summary>
    public void Unplug()
    {
        lock (_gate)
            Alive(static chip => chip.Unplug());
    }

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
            return new(_chip is not null, Look().Pfr.Life, _chip?.RunsFirmware ?? false, _past.Count + since, since, armed, _lastCut);
        }
    }

    /// <summary>The flash operations since the chip was opened, over all power-ons.</summary>
    public IReadOnlyList<Operation> Operations()
    {
        lock (_gate)
            return [.. _past, .. (_power?.Trace ?? []).Select(o => o with { Index = o.Index + _past.Count })];
    }

    /// <summary>Looks into the flash without power, as no real chip lets anybody.</summary>
    /// <param name="look">What is looked at; nothing of it may be kept.</param>
    public T Inspect<T>(Func<ChipCore, T> look)
    {
        lock (_gate)
            return look(Look());
    }

    /// <summary>All of the flash and its ECC marks, as the store keeps them.</summary>
    public byte[] Content()
    {
        var content = new byte[_held.Store.Length];
        lock (_gate)
            _held.Store.Read(0, content);
        return content;
    }

    /// <summary>Puts another content into the flash; a chip that was on starts anew with it.</summary>
    /// <param name="content">As long as the store.</param>
    public void Rewrite(ReadOnlySpan<byte> content)
    {
        lock (_gate)
        {
            bool wasOn = _chip is not null;
            Retire();
            _held.Store.Write(0, content);
            if (wasOn)
                PowerOn();
        }
    }

    /// <inheritdoc/>
    public void Receive(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            try
            {
                _chip?.Device.Receive(bytes);
            }
            catch (PowerLostException)
            {
                GoDark();
            }
        }
    }

    /// <inheritdoc/>
    public int Give(Span<byte> destination)
    {
        lock (_gate)
        {
            try
            {
                return _chip?.Device.Give(destination) ?? 0;
            }
            catch (PowerLostException)
            {
                GoDark();
                return 0;
            }
        }
    }

    /// <inheritdoc/>
    public void Tick()
    {
        lock (_gate)
            Alive(static chip => chip.Device.Tick());
    }

    /// <summary>Takes the power and gives the file back.</summary>
    public void Dispose()
    {
        PowerOff();
        _held.Dispose();
    }

    private void Alive(Action<VirtualChip> act)
    {
        try
        {
            if (_chip is { } chip)
                act(chip);
        }
        catch (PowerLostException)
        {
            GoDark();
        }
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
        _chip?.Dispose();
        (_chip, _power) = (null, null);
    }

    // A domain of its own: looking is no operation, and no cut falls on it.
    private ChipCore Look() =>
        new(ChipProfiles.Of(_held.Birth.Family), _held.Birth, _held.Store, new ChipEnvironment(new PowerDomain("inspection"), _world.Entropy));
}
