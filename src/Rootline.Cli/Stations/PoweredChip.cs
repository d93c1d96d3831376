using Rootline.Chips;
using Rootline.Chips.Lpc55;
using Rootline.Core.Disks;
using Rootline.Core.Media;
using Rootline.Core.Power;
using Rootline.Core.Wires;

namespace Rootline.Cli.Stations;

/// <summary>A virtual chip of a file, with power.</summary>
internal sealed class PoweredChip : IDisposable
{
    private readonly IDisposable _lock;
    private readonly IByteStore _store;
    private readonly VirtualChip _chip;

    private PoweredChip(IDisposable held, IByteStore store, VirtualChip chip) => (_lock, _store, _chip) = (held, store, chip);

    /// <summary>The chip's end of its UART.</summary>
    public IByteDevice Device => _chip.Device;

    /// <summary>Its UUID, 32 lower-case hexadecimal digits.</summary>
    public string Uuid => _chip.Inside.Birth.Die.Identity.Name;

    /// <summary>Its family.</summary>
    public string Family => _chip.Inside.Birth.Family;

    /// <summary>Whether its keys come from a seed and protect nothing.</summary>
    public bool IsSeeded => _chip.Inside.Birth.IsSeeded;

    /// <summary>Whether it is provisioned: closed for good.</summary>
    public bool IsProvisioned => _chip.IsProvisioned;

    /// <summary>Powers a chip on.</summary>
    /// <param name="world">Disk, clock, entropy.</param>
    /// <param name="path">The chip file.</param>
    /// <param name="anyFirmware">Whether it takes any structurally sound SB2.1 file as provisioning firmware.</param>
    public static PoweredChip On(ChipWorld world, string path, bool anyFirmware = false)
    {
        // Two processes with one chip would write over each other's flash.
        if (!world.Disk.Exists(path))
            throw DiskFaults.Missing.Exception($"{path} does not exist");
        var held = world.Disk.TryLock(path + ".lock") ?? throw StationFaults.ChipInUse.Exception($"{path} is in use ({path}.lock is held)");
        ChipContent? content = null;
        try
        {
            content = ChipFile.Open(world.Disk, path);
            var entropy = world.Entropy.Fork($"chip {content.Birth.Die.Identity.Name}");
            var environment = new ChipEnvironment(new PowerDomain("chip"), entropy) { AnyProvisioningFirmware = anyFirmware };
            return new(held, content.Store, new VirtualChip(content.Birth, content.Store, environment, world.Clock));
        }
        catch
        {
            content?.Birth.Dispose();
            content?.Store.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Takes the power.</summary>
    public void Dispose()
    {
        _chip.Dispose();
        _store.Dispose();
        _lock.Dispose();
    }
}
