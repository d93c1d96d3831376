using Rootline.Chips.Lpc55;
using Rootline.Core.Entropy;
using Rootline.Core.Media;
using Rootline.Core.Power;
using Rootline.Core.Wires;
using Rootline.Foundry.Nxp;
using Rootline.Line.Sockets;

namespace Rootline.Cli.Rehearsal;

/// <summary>A virtual chip in memory, fresh from the virtual vendor, in a socket.</summary>
internal sealed class TwinChip : ISocket, IDisposable
{
    private readonly VirtualChip _chip;
    private readonly TimeProvider _clock;

    /// <summary>Makes the chip and gives it power.</summary>
    /// <param name="vendor">Who makes it.</param>
    /// <param name="clock">The twin's clock.</param>
    /// <param name="entropy">The chip's random generator.</param>
    public TwinChip(VirtualVendor vendor, TimeProvider clock, EntropySource entropy)
    {
        _clock = clock;
        var birth = vendor.MakeChip(entropy);
        var store = new MemoryStore(ChipProfiles.Of(birth.Family).Flash.StoreLength);
        VirtualChip.Deliver(birth, store);
        _chip = new VirtualChip(birth, store, new(new PowerDomain("chip"), entropy), clock);
    }

    /// <inheritdoc/>
    public string Name => "twin";

    /// <summary>Whether the chip is closed.</summary>
    public bool IsClosed => _chip.IsProvisioned;

    /// <summary>How many product files it took.</summary>
    public int ProductFiles => _chip.ProductFiles;

    /// <summary>The version of its CFPA.</summary>
    public uint CfpaVersion => _chip.Inside.Pfr.Cfpa.Version;

    /// <summary>Whether an address in its flash holds an X.509 certificate.</summary>
    /// <param name="address">The address, which may be a secure alias.</param>
    public bool HasCertificateAt(uint address) =>
        _chip.Inside.FlashOffset(address) is >= 0 and var offset && _chip.Inside.Flash.Read(offset, 2) is [0x30, 0x82];

    /// <inheritdoc/>
    public IByteWire OpenIsp() => new DeviceWire(Name, _chip.Device, _clock);

    /// <summary>Wipes it.</summary>
    public void Dispose() => _chip.Dispose();
}
