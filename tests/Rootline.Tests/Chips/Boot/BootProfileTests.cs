using Rootline.Chips.Boot;
using Rootline.Formats.Nxp;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Chips.Boot;

/// <summary>The flash layouts hold together.</summary>
public sealed class BootProfileTests
{
    private const string Begin = "<!-- profiles -->\n";

    public static TheoryData<string> Names => [.. BootProfiles.All.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Parts_are_whole_sectors_that_do_not_overlap_and_cross_no_bank(string name)
    {
        var profile = BootProfiles.All.Single(p => p.Name == name);
        var parts = profile.Layout.Parts.ToList();
        Assert.All(parts, p =>
        {
            Assert.Equal((0, 0), (p.Range.Start % profile.Flash.SectorSize, p.Range.Length % profile.Flash.SectorSize));
            Assert.Equal(p.Range.Start / profile.Bank, (p.Range.End - 1) / profile.Bank);
            Assert.InRange(p.Range.End, 1, profile.Flash.Size);
        });
        for (int i = 1; i < parts.Count; i++)
            Assert.False(parts[i - 1].Range.Overlaps(parts[i].Range), $"{parts[i - 1].Name} and {parts[i].Name}");
        Assert.All(profile.Layout.Images, p => Assert.Equal(p.Primary.Length, p.Secondary.Length));
    }

    [Fact]
    public void Slots_leave_room_for_the_example_certificates_of_the_family()
    {
        foreach (var family in Families.All)
        {
            var profile = BootProfiles.All.Single(p => p.Name == family.Names[0]);
            var certificates = new FlashRange((int)(family.ExampleCertificates & 0xFFFFFFF), 0x4000);
            Assert.DoesNotContain(profile.Layout.Parts, p => p.Range.Overlaps(certificates));
        }
    }

    [Fact]
    public void The_page_on_boot_names_every_rule()
    {
        string page = File.ReadAllText(RepositoryRoot.PathOf("docs/boot.md"));
        var rules = typeof(BootRules).GetFields().Select(f => (string)f.GetRawConstantValue()!).ToList();
        Assert.True(rules.Count > 20 && rules.Distinct().Count() == rules.Count);
        Assert.DoesNotContain(rules, r => !page.Contains($"`{r}`", StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_on_boot_holds_the_table_of_profiles()
    {
        string page = File.ReadAllText(RepositoryRoot.PathOf("docs/boot.md"));
        int start = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        Assert.Equal(BootProfiles.ToMarkdown(), page[start..page.IndexOf("<!-- /profiles -->", StringComparison.Ordinal)]);
    }
}
