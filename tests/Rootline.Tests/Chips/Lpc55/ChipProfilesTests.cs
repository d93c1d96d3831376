using Rootline.Chips.Lpc55;
using Rootline.Core.Faults;
using Rootline.Formats.Nxp;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Chips.Lpc55;

public sealed class ChipProfilesTests
{
    private const string Begin = "<!-- families -->\n";
    private const string End = "<!-- /families -->";

    public static TheoryData<string> First => [.. Families.All.Select(f => f.Names[0])];

    [Fact]
    public void Every_name_of_every_family_has_a_virtual_chip()
    {
        Assert.Equal(Families.All, ChipProfiles.All.Select(p => p.Family));
        Assert.All(Families.All.SelectMany(f => f.Names.Select(n => (f, n))), one => Assert.Same(one.f, ChipProfiles.Of(one.n).Family));
        Assert.Equal("chip-family-not-virtual", Assert.Throws<FaultException>(() => ChipProfiles.Of("lpc55s99")).Fault.Code.Id);
    }

    [Fact]
    public void The_page_of_the_virtual_chip_lists_the_families_as_the_data_have_them()
    {
        string page = File.ReadAllText(RepositoryRoot.PathOf("docs/virtual-chip.md"));
        int begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        string table = page[begin..page.IndexOf(End, begin, StringComparison.Ordinal)];
        Assert.True(table == ChipProfiles.ToMarkdown(), $"docs/virtual-chip.md is stale between its markers; it should be:\n{ChipProfiles.ToMarkdown()}");
    }

    [Theory]
    [MemberData(nameof(First))]
    public void What_lies_in_the_flash_has_a_place_of_its_own(string name)
    {
        var profile = ChipProfiles.Of(name);
        const int page = ChipProfile.PageLength;
        (int Start, int Length)[] places =
        [
            ((int)profile.Application.Start, (int)profile.Application.Length), (profile.CfpaCopies, 2 * page), (profile.Cmpa, page),
            (profile.KeyStore, page), (profile.Session, 3 * page),
        ];
        Assert.All(places, p => Assert.Equal((0, 0), (p.Start % page, p.Length % page)));
        Assert.All(places, p => Assert.InRange(p.Start + p.Length, 0, profile.Flash.Size));
        var sorted = places.OrderBy(p => p.Start).ToList();
        Assert.All(sorted.Zip(sorted.Skip(1)), pair => Assert.True(pair.First.Start + pair.First.Length <= pair.Second.Start));
    }

    [Theory]
    [MemberData(nameof(First))]
    public void The_hosts_addresses_fit_the_chips_memory(string name)
    {
        var profile = ChipProfiles.Of(name);
        var family = profile.Family;
        Assert.Contains(profile.Ram, r => r.Contains(family.Buffer.Start, family.Buffer.Length));
        Assert.True(profile.IsApplication(family.ExampleCertificates, 4 * 0x1000));
        Assert.True(family.EraseFirst is not { } range || profile.Application.Contains(range.Start, range.Length));
        Assert.True(family.Flash is not { } flash || flash.Contains(profile.Application.Start, profile.Application.Length));
        Assert.False(profile.Application.Contains(family.CfpaAddress, 1) || profile.Application.Contains(family.CmpaAddress, 1));
        Assert.DoesNotContain(profile.Ram, r => r.Contains(family.CfpaAddress, 1) || r.Contains(family.CmpaAddress, 1));
    }
}
