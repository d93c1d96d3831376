using System.Numerics;
using Rootline.Oem.Nxp;
using Xunit;

namespace Rootline.Tests.Oem.Rehearsal;

/// <summary>The digest that binds a rehearsal to what is loaded: the same for one configuration, another for any change.</summary>
public sealed class PlanDigestTests
{
    private static readonly Dictionary<string, Func<RehearsalParts, RehearsalParts>> Changes = new()
    {
        ["family name"] = p => p with { FamilyName = "lpc55s6x" },
        ["quota"] = p => p with { Quota = 6 },
        ["CMPA"] = p => p with { Cmpa = Flipped(p.Cmpa, 0x180) },
        ["CFPA"] = p => p with { Cfpa = Flipped(p.Cfpa, 0x180) },
        ["SB KEK"] = p => p with { SbKek = Flipped(p.SbKek, 31) },
        ["USER KEK"] = p => p with { UserKek = Flipped(p.UserKek, 0) },
        ["KEKs exchanged"] = p => p with { UserKek = p.SbKek, SbKek = p.UserKek },
        ["log key"] = p => p with { LogKey = p.IdKey },
        ["OEM ID key"] = p => p with { IdKey = p.LogKey },
        ["template key"] = p => p with { TemplateKey = p.LogKey },
        ["NXP_GLOB"] = p => p with { Glob = p.Prod },
        ["NXP_PROD"] = p => p with { Prod = p.Glob },
        ["address"] = p => p with { Addresses = [0x10040000, 0x10042000] },
        ["addresses exchanged"] = p => p with { Addresses = [0x10041000, 0x10040000] },
        ["one certificate less"] = p => p with { Addresses = [0x10040000] },
        ["no certificates"] = p => p with { Addresses = [] },
        ["issuer"] = p => p with { Names = p.Names with { Issuer = [new("COMMON_NAME", "Work5")] } },
        ["subject"] = p => p with { Names = p.Names with { Subject = [new("COMMON_NAME", "Devic3")] } },
        ["duration"] = p => p with { Names = p.Names with { DurationDays = 366 } },
        ["serial number"] = p => p with { Names = p.Names with { SerialNumber = new BigInteger(77) } },
    };

    public static TheoryData<string> Inputs => [.. Changes.Keys];

    [Fact]
    public void Two_readings_of_one_configuration_have_one_digest_although_their_templates_differ()
    {
        using var first = new RehearsalParts().Plan();
        using var second = new RehearsalParts().Plan();
        Assert.False(first.Oem!.Certificates[0].Template.Span.SequenceEqual(second.Oem!.Certificates[0].Template.Span));
        Assert.Equal(CardPlanDigest.Of(first), CardPlanDigest.Of(second));
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void A_change_of_any_input_changes_the_digest(string input)
    {
        using var before = new RehearsalParts().Plan();
        using var after = Changes[input](new()).Plan();
        Assert.NotEqual(CardPlanDigest.Of(before), CardPlanDigest.Of(after));
    }

    [Fact]
    public void A_configured_serial_number_is_part_of_the_digest()
    {
        using var one = new RehearsalParts { Names = RehearsalParts.Profile with { SerialNumber = 5 } }.Plan();
        using var again = new RehearsalParts { Names = RehearsalParts.Profile with { SerialNumber = 5 } }.Plan();
        using var other = new RehearsalParts { Names = RehearsalParts.Profile with { SerialNumber = 6 } }.Plan();
        Assert.Equal(CardPlanDigest.Of(one), CardPlanDigest.Of(again));
        Assert.NotEqual(CardPlanDigest.Of(one), CardPlanDigest.Of(other));
    }

    private static byte[] Flipped(byte[] bytes, int at)
    {
        byte[] copy = [.. bytes];
        copy[at] ^= 1;
        return copy;
    }
}
