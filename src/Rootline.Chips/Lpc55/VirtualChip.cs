using Rootline.Core.Media;
using Rootline.Core.Wires;
using Rootline.Formats.Nxp.Virtual;
using Rootline.Links.Mboot;

namespace Rootline.Chips.Lpc55;

/// <summary>
/// A virtual chip that is powered. It has no thread and no clock of its own: <see cref="Device"/> takes and gives bytes on the
/// thread of whoever holds the other end. A power cut ends the object; the next one is built from the same store.
/// </summary>
public sealed class VirtualChip : IDisposable
{
    private readonly ChipCore _core;
    private readonly TimeProvider _clock;
    private BootRom _rom;

    /// <summary>Powers a chip on.</summary>
    /// <param name="birth">What the vendor put into it; the chip's from now on.</param>
    /// <param name="store">The flash's content; stays the caller's.</param>
    /// <param name="environment">Power, randomness and switches.</param>
    /// <param name="clock">For the timeouts of the protocol.</param>
    public VirtualChip(ChipBirth birth, IByteStore store, ChipEnvironment environment, TimeProvider clock)
    {
        _core = new ChipCore(ChipProfiles.Of(birth.Family), birth, store, environment);
        _clock = clock;
        _rom = new BootRom(_core);
        Device = new MbootDevice(_rom, clock);
    }

    /// <summary>The chip's end of its UART; another one after a reset.</summary>
    public IByteDevice Device { get; private set; }

    /// <summary>How far the chip is on its way.</summary>
    public ChipLife Life => _core.Pfr.Life;

    /// <summary>Whether the chip is closed: provisioned for good.</summary>
    public bool IsProvisioned => _core.Pfr.IsProvisioned;

    /// <summary>Whether the provisioning firmware runs.</summary>
    public bool RunsFirmware => _rom.RunsFirmware;

    /// <summary>How many product files were taken since power-on.</summary>
    public int ProductFiles => _rom.ProductFiles;

    /// <summary>What lies inside, for inspection; a real chip shows nothing of it.</summary>
    public ChipCore Inside => _core;

    /// <summary>Prepares the flash of a new chip as the vendor does before it is sold.</summary>
    /// <param name="birth">What the vendor puts into it.</param>
    /// <param name="store">An erased flash.</param>
    public static void Deliver(ChipBirth birth, IByteStore store)
    {
        var profile = ChipProfiles.Of(birth.Family);
        var flash = new FlashMedium("flash", profile.Flash, store, new Core.Power.PowerDomain("foundry"));
        new PfrStore(new ChipFlash(flash), profile).BurnBlank();
    }

    /// <summary>Pulls the reset line: the boot loader begins anew, the RAM keeps its content.</summary>
    /// <exception cref="Core.Power.PowerLostException">The power went while it started.</exception>
    public void Reset()
    {
        _rom = new BootRom(_core);
        Device = new MbootDevice(_rom, _clock);
    }

    /// <summary>Pulls the cable: what was under way on the line is lost, the chip waits for a ping.</summary>
    public void Unplug() => ((MbootDevice)Device).Unplug();

    /// <summary>Wipes the keys in memory.</summary>
    public void Dispose() => _core.Birth.Dispose();
}
