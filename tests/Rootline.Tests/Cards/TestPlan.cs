using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Formats.Nxp;
using Rootline.Oem.Nxp;

namespace Rootline.Tests.Cards;

/// <summary>Plans for tests.</summary>
public static class TestPlan
{
    public static readonly OemCertificateProfile Profile = new(
        [new("COMMON_NAME", "Test Works"), new("COUNTRY_NAME", "CZ")], [new("COMMON_NAME", "Test Device")], 3650);

    /// <summary>A plan without OEM certificates.</summary>
    public static CardPlan Of(TestVendor vendor, uint quota = 3, int certificates = 0) => new()
    {
        Family = Families.Lpc55S6x,
        FamilyName = "lpc55s6x",
        Quota = quota,
        LogKey = P256PrivateKey.Generate(new SystemEntropy()),
        NxpGlob = vendor.Glob.PublicKey.Copy(),
        NxpProd = vendor.ProdCertificate,
        Pages = new(Page(0xC1), Page(0xCF)),
        Keks = new(Kek(1), Kek(101)),
        Oem = certificates == 0 ? null : Identity([.. Enumerable.Range(0, certificates).Select(i => (byte)i)]),
    };

    /// <summary>A plan for a family with provisioning data and version 1 flags.</summary>
    public static CardPlan WithProvisioningData(TestVendor vendor, byte[] data) => new()
    {
        Family = Families.Find("lpc55s36").OrThrow(),
        FamilyName = "lpc55s36",
        Quota = 2,
        LogKey = P256PrivateKey.Generate(new SystemEntropy()),
        NxpGlob = vendor.Glob.PublicKey.Copy(),
        NxpProd = vendor.ProdCertificate,
        ProvisioningData = Secret.CopyOf(data),
        Oem = Identity([0, 1, 0x10, 0x20]),
    };

    public static OemIdentity Identity(byte[] ids)
    {
        var key = P256PrivateKey.Generate(new SystemEntropy());
        byte[] template = OemTemplate.Build(Profile, key, TimeProvider.System, new SystemEntropy()).OrThrow();
        return new(key, [.. ids.Select((id, i) => new OemCertificatePlan(id, 0x1004_0000 + (0x1000 * (uint)i), template))]);
    }

    private static byte[] Page(byte mark)
    {
        var page = new byte[512];
        page[0x100] = mark;
        return page;
    }

    private static Secret Kek(byte first) => Secret.CopyOf([.. Enumerable.Range(first, 32).Select(i => (byte)i)]);
}
