using System.Text.Json;
using Rootline.TestSupport.Cli;
using Xunit;

namespace Rootline.Tests.Cli.Commands;

/// <summary>The choice of a family, and of the rule for the response key, at the command line.</summary>
public sealed class FamilyCommandTests : IDisposable
{
    private readonly FactoryFolder _factory = new();

    public void Dispose() => _factory.Dispose();

    [Theory]
    [InlineData("lpc55s04", "lpc55s04")]
    [InlineData("LPC55S3X", "lpc55s3x")]
    [InlineData("mcxn947", "mcxn947")]
    public void The_demo_makes_the_trip_with_any_family_and_the_parts_go_on_from_it(string asked, string family)
    {
        var json = JsonDocument.Parse(_factory.Demand($"demo --family {asked} --devices 1 --quota 2 --folder trip --seed 5 --json").Output).RootElement;
        Assert.Equal((1, true), (json.GetProperty("done").GetInt32(), json.GetProperty("log").GetProperty("ok").GetBoolean()));
        Assert.Contains($"family   {family}\n", _factory.Demand("card counters -c trip/oem/tpconfig.yaml").Output, StringComparison.Ordinal);
        Assert.Contains("1 of 1 done\n", _factory.Demand("line run -c trip/station/tphost.yaml --skip-done").Output, StringComparison.Ordinal);
        _factory.Demand("log verify -l trip/station/audit_log.db -k trip/oem/oem_log_puk.pem -c trip/station/tphost.yaml");
        _factory.Demand("card make --file second.bin --keys second --vendor trip/vendor --serial 9");
        string config = File.ReadAllText(_factory.PathOf("trip/oem/tpconfig.yaml"));
        File.WriteAllText(_factory.PathOf("trip/oem/second.yaml"), config.Replace("../card/card.bin", "../../second.bin", StringComparison.Ordinal).Replace("../card/keys", "../../second", StringComparison.Ordinal));
        Assert.Contains($"is personalised for {family} with a quota of 2", _factory.Demand("card personalise -c trip/oem/second.yaml").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chip_carries_the_name_that_it_was_made_with()
    {
        _factory.PutVendor();
        Assert.Contains("(lpc55s66)", _factory.Demand("chip make --file a.bin --vendor vendor --family LPC55S66").Output, StringComparison.Ordinal);
        Assert.Contains("(lpc55s69)", _factory.Demand("chip make --file b.bin --vendor vendor").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("family-unknown", "chip make --file c.bin --vendor vendor --family lpc55s99")]
    [InlineData("vendor-other", "chip make --file c.bin --vendor vendor --family mcxn947")]
    [InlineData("vendor-other", "card make --file c.bin --keys k --vendor vendor --family lpc55s28")]
    [InlineData("vendor-other", "card make --file c.bin --keys k --vendor vendor --response-key-rule identity")]
    [InlineData("family-unknown", "demo --folder c.bin --family lpc55")]
    public void A_vendor_of_another_family_or_rule_is_refused(string code, string line)
    {
        _factory.PutVendor();
        var run = _factory.Words(line);
        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Contains($"  code: {code} (", run.Error, StringComparison.Ordinal);
        Assert.False(Path.Exists(_factory.PathOf("c.bin")));
    }

    [Theory]
    [InlineData("card make --file c.bin --keys k --vendor vendor --family lpc55s6x --response-key-rule attestation")]
    [InlineData("card make --file c.bin --keys k --vendor vendor --family LPC55S66")]
    public void A_vendor_of_the_family_and_rule_that_are_asked_for_makes_the_card(string line)
    {
        _factory.PutVendor();
        Assert.Contains("for lpc55s69", _factory.Demand(line).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_nobody_knows_is_refused()
    {
        var run = _factory.Words("demo --folder trip --response-key-rule both");
        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.False(Directory.Exists(_factory.PathOf("trip")));
    }

    [Fact]
    public void A_line_needs_the_rule_of_its_chips()
    {
        _factory.Demand("demo --family mcxn947 --response-key-rule identity --devices 1 --quota 2 --folder trip --seed 5");
        _factory.Demand("chip make --file extra.bin --vendor trip/vendor --seed 6");
        string config = File.ReadAllText(_factory.PathOf("trip/station/tphost.yaml"));
        File.WriteAllText(_factory.PathOf("trip/station/extra.yaml"), config.Replace("../chips/chip-001.chip", "../../extra.bin", StringComparison.Ordinal));
        var refused = _factory.Words("line run -c trip/station/extra.yaml");
        Assert.Equal(5, refused.Exit);
        Assert.Contains("code: device-response (device)", refused.Error, StringComparison.Ordinal);
        Assert.Contains("1 of 1 done\n", _factory.Demand("line run -c trip/station/extra.yaml --response-key-rule identity").Output, StringComparison.Ordinal);
    }
}
