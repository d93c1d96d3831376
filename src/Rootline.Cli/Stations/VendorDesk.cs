using Rootline.Cli.Frame;
using Rootline.Core.Entropy;
using Rootline.Core.Time;
using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Trust;
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

    /// <summary>The vendor of the folder, which must be as it is asked for; founded when there is none.</summary>
    /// <param name="family">A family's name; null for that of the vendor that is there, or lpc55s69.</param>
    /// <param name="rule">The name of a rule for the response key; null for that of the vendor that is there, or the default.</param>
    /// <param name="founded">Whether it was founded now.</param>
    public VirtualVendor OpenOrFound(string? family, string? rule, out bool founded)
    {
        founded = !_folder.Exists;
        var wanted = Families.Find(family ?? Families.Lpc55S6x.Names[0]).OrThrow("--family");
        var key = ResponseKeyRules.Find(rule ?? ResponseKeyRules.Names[0]).OrThrow("--response-key-rule");
        if (!founded)
        {
            var there = _folder.Load();
            try
            {
                if (family is not null)
                    DemandFamily(there, family);
                if (rule is not null && there.ResponseKeyRule != key)
                    throw StationFaults.OtherVendor.Exception($"the vendor in {folder} has the response key rule {there.ResponseKeyRule.Name()}, not {rule}");
                return there;
            }
            catch
            {
                there.Dispose();
                throw;
            }
        }

        context.Progress.Report($"found a virtual vendor in {folder}");
        var clock = seed is null ? context.Clock : new VirtualClock(VirtualClock.Epoch);
        using (var vendor = VirtualVendor.Found(wanted, clock, Entropy, key))
            _folder.Save(vendor, vendor.MakeProvisioningFirmware(clock, Entropy));
        return _folder.Load();
    }

    /// <summary>Demands that a name is one of a vendor's family.</summary>
    /// <param name="vendor">The vendor of the folder.</param>
    /// <param name="name">A current or old name.</param>
    public void DemandFamily(VirtualVendor vendor, string name)
    {
        Families.Find(name).OrThrow("--family");
        if (!vendor.Family.Is(name))
            throw StationFaults.OtherVendor.Exception($"the vendor in {folder} makes {vendor.Family.Names[0]}, not {name}");
    }
}
