using Rootline.Chips.Boot;
using Rootline.Chips.Tfm;
using Rootline.Chips.Tfm.Firmware;
using Rootline.Core.Entropy;
using Rootline.Core.Media;
using Rootline.Core.Power;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Formats.Elf;
using Rootline.Formats.Tfm.Bundles;
using Rootline.Line.Tfm;
using Rootline.Links.Gdb;

namespace Rootline.TestSupport.Tfm;

/// <summary>A virtual TF-M chip with a CryptoCell-312 in memory, and the switch of its power. All its lives share one power domain, so that a cut falls anywhere.</summary>
public sealed class CryptoCellBench : IDevicePower
{
    private static readonly Lazy<TfmChipBench> LazyMaker = new(() => TfmChipBench.Of(new() { HasCryptoCell = true }));

    private readonly MemoryStore _store;

    private CryptoCellBench(MemoryStore store, Cut? cut)
    {
        _store = store;
        Power = new PowerDomain("chip") { Records = true };
        if (cut is not null)
            Power.Arm(cut);
        Chip = PowerOn();
    }

    /// <summary>A bundle for the chip: its image keys.</summary>
    /// <param name="device">Names the device.</param>
    public static BundleFile Bundle(string device) => BundleSample.Make(device, BundleSample.Order with { Rotpks = LazyMaker.Value.Rotpks });

    /// <summary>A chip as it leaves its maker.</summary>
    /// <param name="cut">Where it loses power, or null.</param>
    public static CryptoCellBench New(Cut? cut = null) => new(LazyMaker.Value.Content(), cut);

    /// <summary>The clock of both sides.</summary>
    public VirtualClock Clock { get; } = new(VirtualClock.Epoch);

    /// <summary>The chip since its last power-on.</summary>
    public TfmChip Chip { get; private set; }

    /// <summary>Its power.</summary>
    public PowerDomain Power { get; }

    /// <summary>How often its power was taken and given, and what for.</summary>
    public List<string> Cycles { get; } = [];

    /// <summary>Whether somebody takes the power away when asked to.</summary>
    public bool Obeys { get; init; } = true;

    /// <summary>Where the fuses lie.</summary>
    public IByteStore FuseStore => new StoreWindow(_store, BootProfiles.TfmCc312.Flash.StoreLength, Cc312Fuses.StoreLength);

    /// <summary>What the fuses hold.</summary>
    public byte[] Fuses
    {
        get
        {
            var bytes = new byte[Cc312Fuses.StoreLength];
            FuseStore.Read(0, bytes);
            return bytes;
        }
    }

    /// <summary>The ELF files of its firmware: name of the program, and file.</summary>
    public static IReadOnlyList<(string Name, byte[] Elf)> ElfFiles
    {
        get
        {
            var files = LazyMaker.Value.Firmware;
            return [.. new[] { files.Loader, files.Secure, files.NonSecure }.Select(f => (f.Name, f.Elf.ToArray()))];
        }
    }

    /// <summary>The files of its firmware, as the station looks at them.</summary>
    public static Rootline.Line.Tfm.TfmFirmware Firmware()
    {
        var files = LazyMaker.Value.Firmware;
        return Rootline.Line.Tfm.TfmFirmware.Of(Elf(files.Loader), Elf(files.Secure), Elf(files.NonSecure)).OrThrow();
    }

    /// <summary>The same chip powered anew, another power domain.</summary>
    /// <param name="cut">Where it loses power, or null.</param>
    /// <param name="obeys">Whether somebody takes the power away when asked to.</param>
    public CryptoCellBench Again(Cut? cut = null, bool obeys = true) => new(_store.Snapshot(), cut) { Obeys = obeys };

    /// <summary>Opens a session.</summary>
    public DeviceTarget Connect()
    {
        var host = new GdbHost(new DeviceWire("bench", new GdbDevice(Chip.Debug, Clock), Clock), Clock);
        host.Open();
        return new(host, new HostServer(host, GdbServerProfile.Rootline, Clock));
    }

    /// <inheritdoc/>
    public DeviceTarget Cycle(string why)
    {
        Cycles.Add(why);
        if (Obeys)
            Chip = PowerOn();
        return Connect();
    }

    private TfmChip PowerOn() => new(_store, Power, new SeededEntropy(66));

    private static ElfImage Elf(FirmwareFile file) => ElfImage.Parse(file.Elf).OrThrow();
}
