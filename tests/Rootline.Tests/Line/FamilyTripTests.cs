using System.Security.Cryptography.X509Certificates;
using Rootline.Core.Wires;
using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Trust;
using Rootline.TestSupport.Factory;
using Xunit;

namespace Rootline.Tests.Line;

/// <summary>The whole trip with each family, and every mixture of two families.</summary>
public sealed class FamilyTripTests(FamilyFixture fixture) : IClassFixture<FamilyFixture>
{
    public static TheoryData<string> Each => [.. FamilyFixture.Names];

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (string one in FamilyFixture.Names)
            {
                foreach (string other in FamilyFixture.Names.Where(n => n != one))
                    pairs.Add(one, other);
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Each))]
    [InlineData("lpc55s66")]
    [InlineData("lpc55s0x")]
    [InlineData("mcxn547")]
    public void A_chip_of_any_family_is_provisioned_and_takes_its_product(string name)
    {
        var kit = fixture.Kit(name);
        using var floor = new FactoryFloor(kit);
        var result = floor.Visit();
        Assert.Null(LineFixture.FaultOf(result));
        AssertProvisioned(floor, kit);
        var steps = result!.Steps.Select(s => s.Name).ToList();
        Assert.Equal(kit.Product.Family.UpdatesCfpa, steps.Contains("1.1 update CFPA page"));
        Assert.Equal(kit.Product.Family.EraseFirst is not null, steps.Contains("1.2 erase memory"));
        Assert.Equal(name, floor.Device.Inside.Birth.Family);
        Assert.Equal(kit.Product.Family.DieCertificateVersion, floor.Device.Inside.Birth.Die.Version);
        Assert.Equal("device-has-unit", LineFixture.FaultOf(floor.Visit()));
    }

    [Theory]
    [InlineData("lpc55s36", new byte[] { 0, 1, OemKeyId.Ca, OemKeyId.Rtf })]
    [InlineData("mcxn947", new byte[] { OemKeyId.Ca })]
    [InlineData("mcxn947", new byte[] { OemKeyId.Rtf })]
    [InlineData("lpc55s16", new byte[] { 0, 1, 2, 3 })]
    [InlineData("mcxn547", new byte[0])]
    public void Every_kind_of_OEM_certificate_reaches_its_place_and_the_record_verifies(string name, byte[] ids)
    {
        var kit = fixture.Kit($"{name} {Convert.ToHexString(ids)}", new FactoryProduct(name) { KeyIds = ids });
        using var floor = new FactoryFloor(kit);
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        AssertProvisioned(floor, kit);
        using var keys = floor.Device.Inside.Keys.Read()!;
        Assert.Equal(ids, keys.OemKeys.Select(k => k.Id));
        for (int i = 0; i < ids.Length; i++)
        {
            int place = floor.Device.Inside.FlashOffset(kit.Product.Family.ExampleCertificates + (uint)(i * 0x1000));
            using var certificate = X509CertificateLoader.LoadCertificate(floor.Device.Inside.Flash.Read(place, Family.MaxOemCertificate)!);
            Assert.EndsWith($"-{ids[i]:x2}", certificate.GetNameInfo(X509NameType.SimpleName, false), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_card_of_another_family_is_refused_before_any_device(string name, string other)
    {
        using var floor = new FactoryFloor(fixture.Kit(name));
        floor.Adjust = p => p with { Family = Families.Find(other).OrThrow() };
        Assert.Equal("card-family", LineFixture.FaultOf(floor.Visit()));
        Assert.Equal(0u, floor.CardUnits().Counter);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_chip_of_another_family_is_refused_and_no_unit_is_used(string name, string other)
    {
        using var floor = new FactoryFloor(fixture.Kit(name));
        using var foreign = new FactoryFloor(fixture.Kit(other));
        byte[] before = Pages(foreign);
        floor.Cable = _ => new DeviceWire(floor.Name, foreign.Device.Device, foreign.Clock);
        string? fault = LineFixture.FaultOf(floor.Visit());
        bool isAlike = Layout(name) == Layout(other);
        Assert.Equal(isAlike ? "mboot-refused" : "device-family", fault);
        Assert.Equal(0u, floor.CardUnits().Counter);
        Assert.False(foreign.Device.IsProvisioned);
        if (!isAlike)
            Assert.Equal(before, Pages(foreign));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Provisioning_firmware_of_another_family_is_refused_and_no_unit_is_used(string name, string other)
    {
        using var floor = new FactoryFloor(fixture.Kit(name));
        floor.Adjust = p => p with { ProvisioningFirmware = fixture.Kit(other).ProvisioningFirmware };
        var result = floor.Visit();
        Assert.Equal(("mboot-refused", "10112"), (LineFixture.FaultOf(result), result!.Fault!.VendorCode));
        Assert.Equal(0u, floor.CardUnits().Counter);
        floor.Adjust = static p => p;
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
    }

    [Theory]
    [InlineData("lpc55s36")]
    [InlineData("mcxn947")]
    public void With_the_identity_rule_at_every_party_the_trip_ends_well(string name)
    {
        var kit = fixture.Kit($"{name} identity", new FactoryProduct(name) { Rule = ResponseKeyRule.Identity });
        using var floor = new FactoryFloor(kit);
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        AssertProvisioned(floor, kit);
    }

    [Theory]
    [InlineData(ResponseKeyRule.Attestation, "identity")]
    [InlineData(ResponseKeyRule.Identity, "attestation")]
    public void A_line_with_another_rule_than_the_chips_refuses_before_the_card_counts_and_names_its_rule(ResponseKeyRule rule, string lines)
    {
        var kit = fixture.Kit($"mcxn947 {rule}", new FactoryProduct("mcxn947") { Rule = rule });
        using var floor = new FactoryFloor(kit);
        floor.Adjust = p => p with { ResponseKeyRule = ResponseKeyRules.Find(lines).OrThrow() };
        var result = floor.Visit();
        Assert.Equal("device-response", LineFixture.FaultOf(result));
        Assert.Contains($"its {lines} key", result!.Fault!.What, StringComparison.Ordinal);
        Assert.Equal(0u, floor.CardUnits().Counter);
        floor.Adjust = static p => p;
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
    }

    [Fact]
    public void With_version_0_certificates_both_rules_mean_the_same_key()
    {
        using var floor = new FactoryFloor(fixture.Kit("lpc55s69"));
        floor.Adjust = p => p with { ResponseKeyRule = ResponseKeyRule.Identity };
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
    }

    [Fact]
    public void A_chip_whose_certificate_has_another_version_than_its_family_is_refused_before_the_card_counts()
    {
        using var floor = new FactoryFloor(fixture.Kit("mcxn947"));
        floor.Adjust = p => p with { Family = p.Family with { DieCertificateVersion = 0 } };
        var result = floor.Visit();
        Assert.Equal("device-response", LineFixture.FaultOf(result));
        Assert.Contains("version 1", result!.Fault!.What, StringComparison.Ordinal);
        Assert.Equal(0u, floor.CardUnits().Counter);
    }

    private static (uint Cfpa, uint Cmpa) Layout(string name)
    {
        var family = Families.Find(name).OrThrow();
        return (family.CfpaAddress, family.CmpaAddress);
    }

    private static byte[] Pages(FactoryFloor floor) => [.. floor.Device.Inside.Pfr.Cfpa.Bytes, .. floor.Device.Inside.Pfr.Cmpa!.Bytes];

    private static void AssertProvisioned(FactoryFloor floor, FactoryKit kit)
    {
        var inside = floor.Device.Inside;
        Assert.True(floor.Device.IsProvisioned);
        Assert.Equal(1, floor.Device.ProductFiles);
        Assert.Equal(2u, inside.Pfr.Cfpa.Version);
        Assert.True(inside.Pfr.Cmpa!.IsSealed);
        using var keys = inside.Keys.Read()!;
        using var kek = keys.SbKekAsKey();
        Assert.True(kek.Span.SequenceEqual(kit.SbKek));
        Assert.Equal(1u, floor.CardUnits().Counter);
        LineState.Of(floor, kit).AssertLogHolds(1);
    }
}
