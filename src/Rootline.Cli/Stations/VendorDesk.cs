using Rootline.Cli.Frame;
using Rootline.Core.Entropy;
using Rootline.Core.Time;
using Rootline.Formats.Nxp;
using Rootline.Foundry.Nxp;

namespace Rootline.Cli.Stations;

/// <summary>
/// The virtual vendor of a folder. With a seed its files are a function of the seed: randomness comes from it, and the
/// calendar stands still.
/// </summary>
/// <param name="context">Disk, clock, entropy.</param>
/// <param name="folder">The vendor's folder, absolute.</param>
/// <param name="seed">The seed, or null.</param>
internal sealed class VendorDesk(CommandContext context, string folder, ulong? seed)
{
    private readonly VendorFolder _folder = new(context.Disk, folder);

    /// <summary>Where everything random comes from.</summary>
    public EntropySource Entropy { get; } = seed is { } number ? new SeededEntropy(number) : context.Entropy;

    /// <summary>The vendor of the folder; a fault when there is none.</summary>
    public VirtualVendor Open() =>
        _folder.Exists ? _folder.Load() : throw StationFaults.NoVendor.Exception($"{folder} holds no virtual vendor");

    /// <summary>The vendor of the folder; founded when there is none.</summary>
    /// <param name="family">The family of a new vendor.</param>
    /// <param name="founded">Whether it was founded now.</param>
    public VirtualVendor OpenOrFound(Family family, out bool founded)
    {
        founded = !_folder.Exists;
        if (!founded)
            return _folder.Load();
        context.Progress.Report($"found a virtual vendor in {folder}");
        var clock = seed is null ? context.Clock : new VirtualClock(VirtualClock.Epoch);
        using (var vendor = VirtualVendor.Found(family, clock, Entropy))
            _folder.Save(vendor, vendor.MakeProvisioningFirmware(clock, Entropy));
        return _folder.Load();
    }
}
