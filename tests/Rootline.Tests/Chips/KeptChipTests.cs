using System.IO.Compression;
using Rootline.Chips;
using Rootline.Chips.Lpc55;
using Rootline.Core.Entropy;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Links.Mboot;
using Rootline.TestSupport;
using Rootline.Tests.Cards;
using Xunit;

namespace Rootline.Tests.Chips;

/// <summary>A provisioned chip of file version 1, kept for ever.</summary>
public sealed class KeptChipTests
{
    [Fact]
    public void A_provisioned_chip_of_version_1_loads_and_takes_its_owners_product()
    {
        using var packed = new GZipStream(new MemoryStream(Vectors.Own("nxp/chip/closed-v1.chip.gz")), CompressionMode.Decompress);
        using var file = new MemoryStream();
        packed.CopyTo(file);
        var disk = new MemoryDisk { Files = { ["1.chip"] = file.ToArray() } };
        var content = ChipFile.Open(disk, "1.chip");
        using var store = content.Store;
        var clock = new VirtualClock(VirtualClock.Epoch);
        using var chip = new VirtualChip(content.Birth, store, new(new("chip"), new SystemEntropy()), clock);
        Assert.True(chip.IsProvisioned);
        using var keys = chip.Inside.Keys.Read();
        Assert.Equal([0, 1], keys!.OemKeys.Select(k => (int)k.Id));
        new MbootHost(new DeviceWire("isp", chip.Device, clock), clock).ReceiveSbFile(Vectors.Own("nxp/chip/product.sb2"));
        Assert.Equal(1, chip.ProductFiles);
    }
}
