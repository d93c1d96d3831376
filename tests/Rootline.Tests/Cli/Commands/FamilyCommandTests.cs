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
    public void The_families_are_listed_with_their_names_and_data()
    {
        var all = JsonDocument.Parse(_factory.Demand("families --json").Output).RootElement.EnumerateArray().ToList();
        Assert.Equal(6, all.Count);
        Assert.Equal(
            """{"names":["lpc55s16","lpc55s14","lpc55s1x"],"cfpa":253440,"cmpa":254976,"buffer":{"start":536903680,"length":4096},"eraseFirst":{"start":0,"length":98304},"cfpaUpdate":true,"provisioningData":false,"keyFlagsVersion":0,"dieCertificateVersion":0}""",
            all[2].GetRawText());
        Assert.Equal(JsonValueKind.Null, all[5].GetProperty("eraseFirst").ValueKind);
        string text = _factory.Demand("families").Output;
        Assert.Contains("lpc55s16 lpc55s14 lpc55s1x\n  CFPA 0003DE00, updated first; CMPA 0003E400; buffer 20008000 to 20008FFF; 00000000 to 00017FFF erased first\n", text, StringComparison.Ordinal);
        Assert.Contains("takes provisioning data; key flags v1, DIE certificate v1\n", text, StringComparison.Ordinal);
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
    public void Provisioning_data_made_from_an_OEMs_files_go_into_a_card_and_into_a_chip()
    {
        _factory.Demand("card make --file card.bin --keys keys --vendor vendor --family lpc55s36 --seed 8");
        Assert.Equal(
            $$"""{"file":"{{_factory.PathOf("prov_data.bin")}}","family":"lpc55s36","bytes":1144}""" + "\n",
            _factory.Demand(Data("--family lpc55s36 -o prov_data.bin --json")).Output);
        _factory.WriteCard(
            "family: lpc55s36", "prov_data_path: prov_data.bin", "cmpa_path:", "cfpa_path:", "sb_kek_path:", "user_kek_path:",
            "oem_id_ca_cert_address: 0x1003_2000", "oem_id_addresses: [0x1003_0000, 0x1003_1000]");
        _factory.WriteLine("chip: chip.bin", "family: lpc55s36");
        _factory.Demand("card personalise -c card.yaml --seal");
        _factory.Demand("chip make --file chip.bin --vendor vendor --seed 8");
        Assert.Contains("1 of 1 done\n", _factory.Demand("line run -c line.yaml").Output, StringComparison.Ordinal);
        _factory.Demand("log verify -l log.db -k oem/log_puk.pem -c line.yaml");
    }

    [Theory]
    [InlineData("usage", "--family lpc55s69 -o new.bin")]
    [InlineData("family-unknown", "--family lpc55 -o new.bin")]
    [InlineData("destination-exists", "--family mcxn947 -o card.yaml")]
    [InlineData("pfr-length", "--family mcxn947 -o new.bin --cmpa oem/sb_kek.txt")]
    [InlineData("file-missing", "--family mcxn947 -o new.bin --user-kek nowhere.txt")]
    public void Provisioning_data_that_cannot_be_made_are_refused_by_name(string code, string words)
    {
        var run = _factory.Words(Data(words));
        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Contains($"  code: {code} (", run.Error, StringComparison.Ordinal);
        Assert.False(Path.Exists(_factory.PathOf("new.bin")));
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

    // The usual files, unless the words name others.
    private static string Data(string words)
    {
        string[] usual = ["--cmpa oem/cmpa.bin", "--cfpa oem/cfpa.bin", "--sb-kek oem/sb_kek.txt", "--user-kek oem/user_kek.txt"];
        return $"card data {words} {string.Join(' ', usual.Where(u => !words.Contains(u.Split(' ')[0], StringComparison.Ordinal)))}";
    }
}
