using Rootline.Core.Entropy;
using Rootline.Core.Time;
using Rootline.Formats.Nxp.Pfr;
using Rootline.Formats.Nxp.Sb2;
using Rootline.Formats.Nxp.Sb2.Commands;
using Rootline.Oem.Nxp;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Oem;

public sealed class ProductTests
{
    private static readonly VirtualClock Clock = new(VirtualClock.Epoch);

    [Fact]
    public void The_same_seed_gives_the_same_keys_and_product_file_and_another_seed_other_ones()
    {
        var (first, again, other) = (Everything(7), Everything(7), Everything(8));
        Assert.Equal(first, again);
        Assert.All(first.Zip(other), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact]
    public void The_keys_of_a_set_are_different_keys()
    {
        Assert.False(ChipLab.Oem.SbKek.FixedTimeEquals(ChipLab.Oem.UserKek.Span));
        Assert.NotEqual(ChipLab.Oem.LogKey.Scalar.ToArray(), ChipLab.Oem.IdKey.Scalar.ToArray());
    }

    [Fact]
    public void A_product_file_opens_with_the_OEMs_keys_erases_what_the_image_needs_and_loads_it()
    {
        byte[] image = [.. Enumerable.Range(0, 0x8001).Select(i => (byte)i)];
        byte[] file = ProductFile.Build(image, ChipLab.Oem, Clock, new SystemEntropy());
        var contents = Sb2File.Open(file, ChipLab.Oem.SbKek.Span, ProductPages.ClosedCmpa(ChipLab.Oem.ProductSigner).RootHash).OrThrow();
        var commands = contents.Commands.ToList();
        Assert.Equal(new EraseCommand(0, 0x10000), commands[0]);
        var load = Assert.IsType<LoadCommand>(commands[1]);
        Assert.Equal(0u, load.Address);
        Assert.Equal(image, load.Data.ToArray());
        Assert.Equal(2, commands.Count);
    }

    [Fact]
    public void The_pages_of_a_product_close_it()
    {
        var cmpa = ProductPages.ClosedCmpa(ChipLab.Oem.ProductSigner);
        Assert.Equal(ChipLab.Oem.ProductSigner.RootKeys.Hash(), cmpa.RootHash.ToArray());
        Assert.True(cmpa.IsSecureBoot);
        Assert.True(cmpa.SocuPin.IsConsistent && cmpa.SocuDefault.IsConsistent);
        Assert.Equal(0x01FF, (ushort)cmpa.SocuPin.Rights);
        Assert.Equal(SocuRights.None, cmpa.SocuDefault.Rights);
        Assert.Equal(PfrPage.SealRequest.ToArray(), cmpa.Bytes[PfrPage.DigestOffset..].ToArray());

        var cfpa = ProductPages.FirstCfpa();
        Assert.Equal(2u, cfpa.Version);
        Assert.Equal(0x55u, cfpa.RootRevoke);
        Assert.Equal(0xFFFF0000, cfpa.VendorUsage);
        Assert.Equal(cmpa.SocuPin, cfpa.SocuPin);
        Assert.Equal(cmpa.SocuDefault, cfpa.SocuDefault);
        Assert.False(cfpa.IsSealed || cfpa.IsCmpaInProgress);
    }

    private static List<string> Everything(ulong seed)
    {
        var entropy = new SeededEntropy(seed);
        using var keys = OemKeySet.Draw(Clock, entropy);
        using var signer = keys.ProductSigner.ToPem();
        return
        [
            Convert.ToHexString(keys.LogKey.Scalar),
            Convert.ToHexString(keys.IdKey.Scalar),
            Convert.ToHexString(keys.SbKek.Span),
            Convert.ToHexString(keys.UserKek.Span),
            Convert.ToHexString(signer.Span),
            Convert.ToHexString(keys.ProductSigner.Certificate),
            Convert.ToHexString(ProductFile.Build(new byte[100], keys, Clock, entropy)),
        ];
    }
}
