using System.Text.Json;
using Rootline.TestSupport;
using Rootline.TestSupport.Cli;
using Xunit;

namespace Rootline.Tests.Cli.Commands;

/// <summary>The rehearsal as a command, and the seal that asks for its digest.</summary>
public sealed class RehearseCommandTests : IDisposable
{
    private readonly FactoryFolder _factory = new();

    public RehearseCommandTests() => _factory.PutVendor();

    public void Dispose() => _factory.Dispose();

    [Fact]
    public void A_rehearsal_makes_the_whole_trip_and_changes_nothing_in_the_folder()
    {
        var before = Content();
        var report = Parse(_factory.Demand("card rehearse -c card.yaml --line line.yaml --json"));
        Assert.Equal(before, Content());
        Assert.True(report.GetProperty("ok").GetBoolean());
        Assert.Matches("^[0-9a-f]{64}$", report.GetProperty("digest").GetString());
        Assert.Equal(["personalise", "seal", "provision", "certificates", "product"], Strings(report, "trip", "step"));
        Assert.All(report.GetProperty("trip").EnumerateArray(), s => Assert.True(s.GetProperty("ok").GetBoolean()));
        Assert.DoesNotContain("failed", Strings(report, "checks", "outcome"));
        Assert.True(report.GetProperty("closedForEver").GetArrayLength() > 8);
        Assert.Contains("virtual vendor stood in", report.GetProperty("notRehearsed").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_for_people_says_the_same_and_is_not_written_over()
    {
        var run = _factory.Demand("card rehearse -c card.yaml --firmware oem/product.sb2 --report page.md");
        string page = File.ReadAllText(_factory.PathOf("page.md"));
        foreach (string words in (string[])["closed for ever", "ISP is closed", "the root keys are fixed", "not rehearsed"])
        {
            Assert.Contains(words, run.Output, StringComparison.OrdinalIgnoreCase);
            Assert.Contains(words, page, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Matches("--rehearsed [0-9a-f]{64}\n$", run.Output);
        Assert.Equal(2, _factory.Words("card rehearse -c card.yaml --report page.md").Exit);
        _factory.Demand("card rehearse -c card.yaml --report page.md --force");
        Assert.Contains("none is named", File.ReadAllText(_factory.PathOf("page.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_together_and_there_is_no_digest()
    {
        byte[] page = File.ReadAllBytes(_factory.PathOf("oem/cfpa.bin"));
        page[4] = 1;
        page[0x18] = 0x54;
        File.WriteAllBytes(_factory.PathOf("oem/cfpa.bin"), page);
        _factory.WriteCard("oem_id_addresses: [0x1000_0000, 0x1004_1000]");
        var run = _factory.Words("card rehearse -c card.yaml --line line.yaml --json");
        Assert.Equal(2, run.Exit);
        var report = Parse(run);
        var failed = report.GetProperty("checks").EnumerateArray().Where(c => c.GetProperty("outcome").GetString() == "failed").Select(c => c.GetProperty("id").GetString());
        Assert.Equal(["cfpa-version", "firmware-root-enabled", "firmware-certificates"], failed);
        Assert.False(report.GetProperty("trip").EnumerateArray().Last().GetProperty("ok").GetBoolean());
        Assert.Equal(JsonValueKind.Null, report.GetProperty("digest").ValueKind);
        Assert.Contains("\"rehearsal-failed\"", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_that_cannot_be_loaded_is_told_with_the_other_checks()
    {
        _factory.WriteCard("oem_id_addresses: [0x1004_0000, 0x1004_0200]");
        var run = _factory.Words("card rehearse -c card.yaml --json");
        var checks = Parse(run).GetProperty("checks").EnumerateArray().ToList();
        Assert.Equal(2, run.Exit);
        Assert.Contains("overlap", checks[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.True(checks.Count > 10);
    }

    [Fact]
    public void A_card_is_sealed_with_the_digest_of_its_rehearsal_and_with_no_other()
    {
        string digest = Digest();
        Assert.Equal(digest, Digest());
        _factory.Demand("card make --file card.bin --keys keys --vendor vendor --serial 42");
        Refused("card-not-loaded", $"card seal -c card.yaml --yes --rehearsed {digest}");
        _factory.Demand("card personalise -c card.yaml");
        string other = (digest[0] == '0' ? '1' : '0') + digest[1..];
        Refused("card-not-rehearsed", $"card seal -c card.yaml --yes --rehearsed {other}");
        Refused("rehearsal-digest", "card seal -c card.yaml --yes --rehearsed 12");
        Assert.Contains("sealed   no", _factory.Demand("card counters -c card.yaml").Output, StringComparison.Ordinal);
        var sealing = _factory.Demand($"card seal -c card.yaml --yes --rehearsed {digest.ToUpperInvariant()}");
        Assert.Equal(("card 42 is sealed\n", ""), (sealing.Output, sealing.Error));
        Refused("card-not-rehearsed", $"card seal -c card.yaml --yes --rehearsed {other}");
    }

    [Fact]
    public void A_configuration_that_changed_after_its_rehearsal_is_not_sealed()
    {
        string digest = Digest();
        _factory.Demand("card make --file card.bin --keys keys --vendor vendor --serial 42");
        _factory.WriteCard("production_quota: 6");
        _factory.Demand("card personalise -c card.yaml");
        _factory.WriteCard();
        Refused("card-not-rehearsed", $"card seal -c card.yaml --yes --rehearsed {digest}");
        var run = _factory.Demand("card seal -c card.yaml --yes");
        Assert.Contains("card rehearse", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_was_rehearsed_is_loaded_when_the_digest_is_given()
    {
        string digest = Digest();
        _factory.Demand("card make --file card.bin --keys keys --vendor vendor --serial 42");
        _factory.WriteCard("production_quota: 6");
        Refused("card-not-rehearsed", $"card personalise -c card.yaml --seal --rehearsed {digest}");
        _factory.WriteCard();
        Assert.Contains("and sealed", _factory.Demand($"card personalise -c card.yaml --seal --rehearsed {digest}").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lpc55s04")]
    [InlineData("lpc55s36")]
    public void Any_family_is_rehearsed_from_the_configurations_of_its_demo(string family)
    {
        _factory.Demand($"demo --family {family} --devices 1 --quota 2 --folder trip");
        var report = Parse(_factory.Demand("card rehearse -c trip/oem/tpconfig.yaml --line trip/station/tphost.yaml --json"));
        Assert.Equal(family, report.GetProperty("family").GetString());
        Assert.Contains("product", Strings(report, "trip", "step"));
        var open = report.GetProperty("checks").EnumerateArray().Where(c => c.GetProperty("outcome").GetString() != "passed").Select(c => c.GetProperty("id").GetString());
        Assert.Equal(family == "lpc55s36" ? ["keks", "firmware-addresses"] : [], open);
    }

    [VectorFact]
    public void The_references_own_samples_fit_each_other()
    {
        foreach (string name in (string[])["cmpa_example.bin", "cfpa_example.bin", "sb_kek_example.txt", "user_kek_example.txt", "oem_log_prk.pem", "nxp_glob_devattest_cert.crt", "nxp_prod_devattest_cert.crt", "oem_id_prk.pem", "signed_blinky.sb2"])
            File.WriteAllBytes(_factory.PathOf(name), Vectors.Read("spsdk-tp/sample_config_data/" + name));
        _factory.WriteCard(
            "cmpa_path: cmpa_example.bin", "cfpa_path: cfpa_example.bin", "sb_kek_path: sb_kek_example.txt", "user_kek_path: user_kek_example.txt",
            "oem_log_prk_path: oem_log_prk.pem", "nxp_prod_cert_path: nxp_prod_devattest_cert.crt", "nxp_global_attest_puk_path: nxp_glob_devattest_cert.crt",
            "oem_id_prk_path: oem_id_prk.pem");
        var report = Parse(_factory.Demand("card rehearse -c card.yaml --firmware signed_blinky.sb2 --json"));
        Assert.True(report.GetProperty("ok").GetBoolean());
        Assert.Equal(["line-family", "log-key"], report.GetProperty("checks").EnumerateArray().Where(c => c.GetProperty("outcome").GetString() != "passed").Select(c => c.GetProperty("id").GetString()));
        Assert.Contains(report.GetProperty("closedForEver").EnumerateArray(), l => l.GetString()!.Contains("ISP stays open", StringComparison.Ordinal));
        Assert.Contains(report.GetProperty("closedForEver").EnumerateArray(), l => l.GetString()!.Contains("secure boot is off", StringComparison.Ordinal));
    }

    private static JsonElement Parse(CliRun run) => JsonDocument.Parse(run.Output).RootElement;

    private static IEnumerable<string?> Strings(JsonElement report, string list, string member) =>
        report.GetProperty(list).EnumerateArray().Select(e => e.GetProperty(member).GetString());

    private string Digest() => Parse(_factory.Demand("card rehearse -c card.yaml --json")).GetProperty("digest").GetString()!;

    private void Refused(string code, string line)
    {
        var run = _factory.Words(line + " --json");
        Assert.Equal(2, run.Exit);
        Assert.Contains($"\"{code}\"", run.Error, StringComparison.Ordinal);
    }

    private List<string> Content() =>
        [.. Directory.GetFiles(_factory.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => f + Convert.ToHexString(File.ReadAllBytes(f)))];
}
