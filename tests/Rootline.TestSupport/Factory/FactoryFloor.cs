using System.Globalization;
using Rootline.Cards.Tp;
using Rootline.Chips.Lpc55;
using Rootline.Core.Faults;
using Rootline.Core.Media;
using Rootline.Core.Power;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Formats.Nxp.Log;
using Rootline.Formats.Nxp.Virtual;
using Rootline.Ledger.Station;
using Rootline.Line.Nxp;
using Rootline.Line.Sockets;
using Rootline.Links.Applet;
using Rootline.TestSupport.Power;

namespace Rootline.TestSupport.Factory;

/// <summary>
/// A factory with one station, one card and one chip, each a power domain of its own. A domain whose power went comes back
/// from its media when <see cref="Restore"/> is called; the others keep running.
/// </summary>
public sealed class FactoryFloor : IDisposable, ISocket
{
    /// <summary>The ledger's path on the station's disk.</summary>
    public const string Log = "station/audit_log.db";

    private readonly FactoryKit _kit;
    private readonly VirtualClock _clock = new(VirtualClock.Epoch);
    private readonly Dictionary<int, MemoryStore> _flashes = [];
    private SimulatedDisk _station;
    private SimulatedDisk _cardDisk;
    private ulong _seed = 100;
    private VirtualCard? _card;
    private CardSlot? _slot;
    private int _chip;

    /// <summary>Sets a factory up from a kit.</summary>
    /// <param name="kit">What was delivered.</param>
    public FactoryFloor(FactoryKit kit)
    {
        _kit = kit;
        _flashes[0] = kit.CopyChip();
        Station = new PowerDomain("station") { Records = true };
        Card = new PowerDomain("card") { Records = true };
        Chip = new PowerDomain("chip") { Records = true };
        _station = new SimulatedDisk(Station);
        _cardDisk = kit.CopyCard(Card);
        Restore();
    }

    /// <summary>The station's power.</summary>
    public PowerDomain Station { get; private set; }

    /// <summary>The card's power.</summary>
    public PowerDomain Card { get; private set; }

    /// <summary>The chip's power.</summary>
    public PowerDomain Chip { get; private set; }

    /// <summary>The chip, powered.</summary>
    public VirtualChip Device { get; private set; } = null!;

    /// <summary>The station's disk.</summary>
    public SimulatedDisk StationDisk => _station;

    /// <summary>The card's disk.</summary>
    public SimulatedDisk CardDisk => _cardDisk;

    /// <summary>The clock of all three.</summary>
    public VirtualClock Clock => _clock;

    /// <summary>The reader with the card.</summary>
    public IPacketWire Reader => _slot!;

    /// <summary>Where an empty log begins.</summary>
    public LogBeginning Beginning { get; set; } = LogBeginning.Whole;

    /// <summary>Stands between the station and the card.</summary>
    public Func<IPacketWire, IPacketWire> CardReader { get; set; } = static wire => wire;

    /// <summary>Stands between the station and the chip.</summary>
    public Func<IByteWire, IByteWire> Cable { get; set; } = static wire => wire;

    /// <inheritdoc/>
    public string Name => "socket";

    /// <summary>Told the line's events.</summary>
    public Action<LineEvent> Observer { get; set; } = static _ => { };

    /// <summary>Changes the plan of the next runs.</summary>
    public Func<LinePlan, LinePlan> Adjust { get; set; } = static p => p;

    /// <summary>Gives power back to whoever lost it.</summary>
    public void Restore()
    {
        if (!Station.IsOn)
        {
            Station = new PowerDomain("station") { Records = true };
            _station = _station.AfterPowerLoss(Station);
        }

        if (!Card.IsOn || _card is null)
            RestoreCard();
        if (!Chip.IsOn || Device is null)
            RestoreChip();
    }

    /// <summary>Takes the chip out, puts one in (new from the kit, or as it was taken out) and powers it.</summary>
    /// <param name="chip">Which chip of the kit, from 0.</param>
    public void Insert(int chip)
    {
        _chip = chip;
        if (!_flashes.ContainsKey(chip))
            _flashes[chip] = _kit.CopyChip(chip);
        PowerCycleChip();
    }

    /// <summary>Takes the chip's power and gives it back.</summary>
    public void PowerCycleChip()
    {
        Chip.Off();
        Restore();
    }

    /// <summary>What the flash of the chip in the socket holds.</summary>
    public MemoryStore CopyFlash() => _flashes[_chip].Snapshot();

    /// <summary>Gives the chip in the socket another history, and powers it anew.</summary>
    /// <param name="flash">What its flash holds from now on.</param>
    public void SwapFlash(MemoryStore flash)
    {
        _flashes[_chip] = flash;
        PowerCycleChip();
    }

    /// <summary>Takes the card out of the reader and puts it back: what it held in memory is gone.</summary>
    public void PowerCycleCard()
    {
        Card.Off();
        Restore();
    }

    /// <summary>Puts another card into the reader.</summary>
    /// <param name="card">The other card's disk, for the power domain it is given.</param>
    public void SwapCard(Func<PowerDomain, SimulatedDisk> card)
    {
        Card.Off();
        Card = new PowerDomain("card") { Records = true };
        _cardDisk = card(Card);
        _card?.Dispose();
        _card = null;
        Restore();
    }

    /// <summary>Gives the station another disk: a copy of an earlier day.</summary>
    /// <param name="disk">The disk, with its power domain.</param>
    public void SwapStation(SimulatedDisk disk) => (_station, Station) = (disk, disk.Domain);

    /// <summary>One visit of the device at the station, from opening the card to closing the ledger.</summary>
    /// <returns>The result, or null when the station lost its power.</returns>
    public DeviceResult? Visit()
    {
        try
        {
            return Work(station => station.Provision(this));
        }
        catch (PowerLostException e) when (e.Domain == Station.Name)
        {
            return null;
        }
        catch (FaultException e) when (Station.IsOn)
        {
            return new DeviceResult(Name, null, null, [], e.Fault);
        }
        catch (FaultException)
        {
            return null;
        }
    }

    /// <summary>Opens the station and works with it; whatever goes wrong is thrown.</summary>
    /// <param name="work">What to do.</param>
    public T Work<T>(Func<NxpStation, T> work)
    {
        var session = new CardSession(new PoweredPacketWire(CardReader(_slot!), Station));
        session.Select();
        using var vfs = new PowerCutVfs(_station);
        using var ledger = StationLedger.Open(Log, session.Id, new StationOptions { Disk = _station, Vfs = vfs.Vfs, BusyWait = TimeSpan.Zero, Beginning = Beginning }, _clock);
        return work(NxpStation.Open(session, ledger, Plan(), _clock));
    }

    /// <summary>Opens the ledger to look into it.</summary>
    /// <param name="look">What to look at.</param>
    public T Inspect<T>(Func<StationLedger, T> look)
    {
        using var vfs = new PowerCutVfs(_station);
        using var ledger = StationLedger.Open(Log, _card!.SerialNumber.ToString(CultureInfo.InvariantCulture), new StationOptions { Disk = _station, Vfs = vfs.Vfs }, _clock);
        return look(ledger);
    }

    /// <summary>The card's counter and what it has left.</summary>
    public (uint Counter, uint Remainder) CardUnits()
    {
        var session = new CardSession(_slot!);
        session.Select();
        return (session.ReadCounter(), session.ReadRemainder());
    }

    /// <inheritdoc/>
    public IByteWire OpenIsp() => new PoweredByteWire(Cable(new DeviceWire(Name, new SocketedChip(this), _clock)), Station);

    /// <inheritdoc/>
    public void Dispose()
    {
        _card?.Dispose();
        Device.Dispose();
    }

    private void RestoreCard()
    {
        if (!Card.IsOn)
        {
            Card = new PowerDomain("card") { Records = true };
            _cardDisk = _cardDisk.AfterPowerLoss(Card);
        }

        _card = VirtualCard.Open(_cardDisk, FactoryKit.CardFile, FactoryKit.CardKeys, new PlainEntropy(_seed++));
        _slot = new CardSlot("reader", _card.Device);
    }

    private void RestoreChip()
    {
        if (!Chip.IsOn)
            Chip = new PowerDomain("chip") { Records = true };
        var birth = ChipBirth.Parse(_kit.ChipBirth(_chip)).OrThrow();
        Device = new VirtualChip(birth, _flashes[_chip], new ChipEnvironment(Chip, new PlainEntropy(_seed++)), _clock);
    }

    private LinePlan Plan() => Adjust(new LinePlan
    {
        Family = _kit.Product.Family,
        ResponseKeyRule = _kit.Product.Rule,
        ProvisioningFirmware = _kit.ProvisioningFirmware,
        ProductFirmware = _kit.ProductFirmware,
        DeviceTimeout = TimeSpan.Zero,
        Observer = e => Observer(e),
    });
}
