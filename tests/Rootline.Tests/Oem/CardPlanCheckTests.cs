using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Nxp;
using Rootline.Oem.Nxp;
using Rootline.Tests.Cards;
using Xunit;

namespace Rootline.Tests.Oem;

public sealed class CardPlanCheckTests : IDisposable
{
    private readonly TestVendor _vendor = new();

    [Fact]
    public void A_good_plan_has_no_faults()
    {
        using var pages = TestPlan.Of(_vendor, certificates: 4);
        using var data = TestPlan.WithProvisioningData(_vendor, new byte[100]);
        Assert.Empty(CardPlanCheck.FaultsOf(pages));
        Assert.Empty(CardPlanCheck.FaultsOf(data));
    }

    [Fact]
    public void All_faults_of_a_plan_are_told_together()
    {
        using var stranger = new TestVendor();
        using var good = TestPlan.Of(_vendor);
        byte[] page = new byte[512];
        page[0x10] = 1;
        var oem = TestPlan.Identity([0, 1, 2]);
        using var plan = new CardPlan
        {
            Family = Families.Lpc55S6x,
            FamilyName = "mcxn947",
            Quota = 5_000_001,
            LogKey = oem.Key,
            NxpGlob = stranger.Glob.PublicKey.Copy(),
            NxpProd = good.NxpProd,
            Pages = new(page, new byte[511]),
            Keks = new(new Secret(31), new Secret(32)),
            ProvisioningData = new Secret(1),
            Oem = new(oem.Key, [
                oem.Certificates[0] with { Address = 0x1004_0001 },
                oem.Certificates[1] with { Address = 0x0004_0200 },
                oem.Certificates[2] with { Address = 0x1009_DC00, KeyId = 5 }]),
        };
        string[] expected =
        [
            "quota", "mcxn947", "not provisioning data", "key encryption key", "CMPA", "CFPA", "NXP_GLOB", "key ids",
            "multiple of 512", "overlap", "not in the flash",
        ];
        var faults = CardPlanCheck.FaultsOf(plan);
        Assert.All(expected, word => Assert.Contains(faults, f => f.What.Contains(word, StringComparison.Ordinal)));
        Assert.Equal(expected.Length, faults.Count);
        var thrown = Assert.Throws<FaultException>(() => CardPlanCheck.Demand(plan)).Fault;
        Assert.All(faults, f => Assert.Contains(f.What, thrown.What, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0u, false)]
    [InlineData(1u, true)]
    [InlineData(5_000_000u, true)]
    [InlineData(5_000_001u, false)]
    public void The_quota_has_a_range(uint quota, bool good)
    {
        using var plan = TestPlan.Of(_vendor, quota);
        Assert.Equal(good, CardPlanCheck.FaultsOf(plan).Count == 0);
    }

    [Fact]
    public void A_template_without_the_placeholder_and_one_that_is_no_certificate_are_faults()
    {
        var oem = TestPlan.Identity([0, 1]);
        foreach (byte[] template in (byte[][])[_vendor.ProdCertificate, new byte[300], new byte[1001]])
        {
            using var good = TestPlan.Of(_vendor);
            var plan = new CardPlan
            {
                Family = good.Family,
                FamilyName = good.FamilyName,
                Quota = 1,
                LogKey = good.LogKey,
                NxpGlob = good.NxpGlob,
                NxpProd = good.NxpProd,
                Pages = good.Pages,
                Keks = good.Keks,
                Oem = oem with { Certificates = [oem.Certificates[0], oem.Certificates[1] with { Template = template }] },
            };
            Assert.Single(CardPlanCheck.FaultsOf(plan));
        }
    }

    [Fact]
    public void A_family_takes_pages_or_provisioning_data_never_the_other()
    {
        using var pages = TestPlan.Of(_vendor);
        using var data = TestPlan.WithProvisioningData(_vendor, new byte[1]);
        var wrong = new CardPlan
        {
            Family = data.Family,
            FamilyName = data.FamilyName,
            Quota = 1,
            LogKey = pages.LogKey,
            NxpGlob = pages.NxpGlob,
            NxpProd = pages.NxpProd,
            Pages = pages.Pages,
            Keks = pages.Keks,
        };
        Assert.Equal(2, CardPlanCheck.FaultsOf(wrong).Count);
    }

    [Theory]
    [InlineData(new byte[] { 0, 1, 2, 3 }, 0)]
    [InlineData(new byte[] { 0, 1, 0x10, 0x20 }, 0)]
    [InlineData(new byte[] { 0, 1, 2, 3, 0x10 }, 1)]
    [InlineData(new byte[] { 0, 1, 2, 3, 0x10, 0x20 }, 1)]
    public void More_certificates_than_the_log_has_columns_for_are_refused(byte[] ids, int faults)
    {
        using var good = TestPlan.WithProvisioningData(_vendor, new byte[100]);
        var plan = Like(good, new Secret(1), TestPlan.Identity(ids));
        Assert.Equal(faults, CardPlanCheck.FaultsOf(plan).Count(f => f.What.Contains("columns for 4", StringComparison.Ordinal)));
        Assert.Equal(faults, CardPlanCheck.FaultsOf(plan).Count);
    }

    [Fact]
    public void Provisioning_data_of_the_virtual_profile_are_looked_into_and_others_are_not()
    {
        using var good = TestPlan.WithProvisioningData(_vendor, new byte[100]);
        using var pages = TestPlan.Of(_vendor);
        byte[] page = new byte[512];
        page[0x10] = 1;
        Secret Data(string family, byte[] cmpa) => ProvisioningDataFile.Build(Families.Find(family).OrThrow(), new(cmpa, pages.Pages!.Cfpa), pages.Keks!);
        using var torn = Data("lpc55s36", new byte[512]);
        torn.Span[200] ^= 1;
        Assert.Empty(CardPlanCheck.FaultsOf(Like(good, Data("lpc55s3x", new byte[512]))));
        Assert.Contains("for mcxn946, not for lpc55s36", Assert.Single(CardPlanCheck.FaultsOf(Like(good, Data("mcxn946", new byte[512])))).What, StringComparison.Ordinal);
        Assert.Contains("CMPA", Assert.Single(CardPlanCheck.FaultsOf(Like(good, Data("lpc55s36", page)))).What, StringComparison.Ordinal);
        Assert.Equal("virtual-provisioning-data", Assert.Single(CardPlanCheck.FaultsOf(Like(good, torn))).Code.Id);
        Assert.Empty(CardPlanCheck.FaultsOf(Like(good, Secret.CopyOf("sbv3"u8))));
    }

    private static CardPlan Like(CardPlan plan, Secret data, OemIdentity? oem = null) => new()
    {
        Family = plan.Family,
        FamilyName = plan.FamilyName,
        Quota = 1,
        LogKey = plan.LogKey,
        NxpGlob = plan.NxpGlob,
        NxpProd = plan.NxpProd,
        ProvisioningData = data,
        Oem = oem,
    };

    public void Dispose() => _vendor.Dispose();
}
