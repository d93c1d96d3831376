using Rootline.Formats.Nxp;
using Rootline.Tests.Formats.Nxp.Container;
using Xunit;

namespace Rootline.Tests.Formats.Nxp;

public sealed class FamiliesTests
{
    /// <summary>Names, CFPA, CMPA, buffer, length of what is erased first, CFPA update, provisioning data with key flags and DIE certificate 1.</summary>
    public static TheoryData<string, uint, uint, uint, uint, bool, bool> Table => new()
    {
        { "lpc55s69 lpc55s66 lpc55s6x", 0x9DE00, 0x9E400, 0x20008000, 0, true, false },
        { "lpc55s28 lpc55s26 lpc55s2x", 0x9DE00, 0x9E400, 0x20008000, 0, true, false },
        { "lpc55s16 lpc55s14 lpc55s1x", 0x3DE00, 0x3E400, 0x20008000, 0x18000, true, false },
        { "lpc55s06 lpc55s04 lpc55s0x", 0x3DE00, 0x3E400, 0x20008000, 0x18000, true, false },
        { "lpc55s36 lpc55s3x", 0x3DC00, 0x3E200, 0x20008000, 0, false, true },
        { "mcxn946 mcxn947 mcxn546 mcxn547 mcxn9xx mcxn94x", 0x01000000, 0x01004000, 0x20007000, 0, false, true },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void A_family_is_found_by_each_of_its_names_and_has_the_data_of_its_row(
        string names, uint cfpa, uint cmpa, uint buffer, uint erased, bool updatesCfpa, bool newer)
    {
        var family = Families.Find(names.Split(' ')[0]).OrThrow();

        Assert.Equal(names.Split(' ').Order(), family.Names.Order());
        Assert.All(names.Split(' '), name => Assert.Same(family, Families.Find(name).OrThrow()));
        Assert.All(names.Split(' '), name => Assert.Same(family, Families.Find(name.ToUpperInvariant()).OrThrow()));
        Assert.Equal((cfpa, cmpa), (family.CfpaAddress, family.CmpaAddress));
        Assert.Equal(new AddressRange(buffer, 0x1000), family.Buffer);
        Assert.Equal(erased == 0 ? default(AddressRange?) : new AddressRange(0, erased), family.EraseFirst);
        Assert.Equal((updatesCfpa, newer), (family.UpdatesCfpa, family.UsesProvisioningData));
        Assert.Equal((newer ? 1 : 0, newer ? 1 : 0), (family.KeyFlagsVersion, family.DieCertificateVersion));
        Assert.Equal(newer ? 0x51 : 0x00, family.TpFlags.Value);
    }

    [Theory]
    [InlineData("lpc55s69", 0x9DE00u, 0x0021)]
    [InlineData("lpc55s28", 0x9DE00u, 0x0021)]
    [InlineData("lpc55s16", 0x3D000u, 0x0022)]
    [InlineData("lpc55s06", 0x3D000u, null)]
    [InlineData("lpc55s36", null, 0x0025)]
    [InlineData("mcxn947", null, 0x014F)]
    public void Flash_and_USB_product_are_given_where_they_are_known(string name, uint? flash, int? usb)
    {
        var family = Families.Find(name).OrThrow();

        Assert.Equal(flash is { } length ? new AddressRange(0, length) : default(AddressRange?), family.Flash);
        Assert.Equal(usb, family.UsbProduct);
        Assert.True(family.Flash is not { } known || known.Contains(family.ExampleCertificates & 0x0FFFFFFF, 4 * 0x1000));
    }

    [Fact]
    public void No_name_means_two_families_and_all_are_in_the_table()
    {
        var names = Families.All.SelectMany(f => f.Names).ToList();

        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(Table.Count, Families.All.Count);
        Assert.Same(Families.Lpc55S6x, Families.All[0]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("lpc55s")]
    [InlineData("mwct2012")]
    [InlineData(" lpc55s69")]
    public void An_unknown_family_is_refused_with_the_known_ones_listed(string name)
    {
        var result = Families.Find(name);

        ContainerReaderTests.Refused("family-unknown", result);
        Assert.All(Families.All.SelectMany(f => f.Names), known => Assert.Contains(known, result.Fault!.What, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0x1000, 0x10, true)]
    [InlineData(0x1000, 0x1000, true)]
    [InlineData(0x1FFF, 1, true)]
    [InlineData(0x0FFF, 2, false)]
    [InlineData(0x1FFF, 2, false)]
    [InlineData(0x2000, 1, false)]
    [InlineData(0xFFFFFFFF, 0x1002, false)] // no wrap around
    public void A_range_contains_what_lies_inside_it_to_the_byte(uint start, long length, bool inside) =>
        Assert.Equal(inside, new AddressRange(0x1000, 0x1000).Contains(start, length));
}
