using System.Text.Json;
using Rootline.TestSupport;
using Rootline.TestSupport.Cli;
using Xunit;

namespace Rootline.Tests.Cli.Commands;

public sealed class CardCommandTests : IDisposable
{
    private readonly FactoryFolder _factory = new();

    public void Dispose() => _factory.Dispose();

    [Fact]
    public void Made_from_one_seed_twice_vendor_and_card_are_the_same_bytes()
    {
        foreach (string name in (string[])["a", "b"])
            _factory.Demand($"card make --file {name}/card.bin --keys {name}/keys --vendor {name}/vendor --seed 7");
        string[] files = [.. Directory.GetFiles(_factory.PathOf("a"), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_factory.PathOf("a"), f)).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal))];
        Assert.True(files.Length > 8);
        Assert.All(files, f => Assert.Equal(File.ReadAllBytes(_factory.PathOf($"a/{f}")), File.ReadAllBytes(_factory.PathOf($"b/{f}"))));
    }

    [Fact]
    public void A_card_says_whose_it_is_and_that_its_keys_are_from_a_seed()
    {
        _factory.PutVendor();
        var run = _factory.Demand("card make --file card.bin --keys keys --vendor vendor --serial 42 --json");
        Assert.Equal(
            $$"""{"card":"42","family":"lpc55s69","file":"{{_factory.PathOf("card.bin")}}","keys":"{{_factory.PathOf("keys")}}","vendor":"{{_factory.PathOf("vendor")}}","vendorFounded":false,"seeded":true}""" + "\n",
            run.Output);
        Assert.Equal("""{"warning":"the card's keys come from a seed: they protect nothing"}""" + "\n", run.Error);
    }

    [Fact]
    public void A_card_is_never_made_over_another_one()
    {
        _factory.PutVendor();
        _factory.Demand("card make --file card.bin --keys keys --vendor vendor --serial 42");
        byte[] before = File.ReadAllBytes(_factory.PathOf("card.bin"));
        Refused("card-exists", 2, "card make --file card.bin --keys keys2 --vendor vendor");
        Assert.Equal(before, File.ReadAllBytes(_factory.PathOf("card.bin")));
        Refused("family-unknown", 2, "card make --file other.bin --keys keys --vendor none --family lpc1");
        Assert.False(Directory.Exists(_factory.PathOf("none")));
    }

    [Fact]
    public void A_card_is_personalised_counted_and_sealed()
    {
        MakeCard();
        Refused("card-not-configured", 4, "card counters -c card.yaml");
        Refused("card-not-loaded", 2, "card seal -c card.yaml --yes");
        Assert.Equal(
            """{"card":"42","family":"lpc55s69","quota":5,"wasHalfLoaded":false,"discardedUnits":0,"sealed":false}""" + "\n",
            _factory.Demand("card personalise -c card.yaml --json").Output);
        Assert.Equal(
            """{"card":"42","family":"lpc55s69","counter":0,"left":5,"quota":5,"sealed":false,"seeded":true}""" + "\n",
            _factory.Demand("card counters -c card.yaml --json").Output);
        Refused("no-terminal", 2, "card seal -c card.yaml");
        Assert.Equal("""{"card":"42","sealed":true,"sealedNow":true}""" + "\n", _factory.Demand("card seal -c card.yaml --yes --json").Output);
        Assert.Equal("card 42 was sealed before\n", _factory.Demand("card seal -c card.yaml").Output);
        Refused("card-sealed", 4, "card personalise -c card.yaml");
        Assert.Equal(
            "card     42\nfamily   lpc55s69\ncounter  0\nleft     5\nquota    5\nsealed   yes\nkeys     from a seed: they protect nothing\n",
            _factory.Demand("card counters -c line.yaml").Output);
    }

    [Fact]
    public void The_seal_is_asked_for_and_no_leaves_the_card_open()
    {
        MakeCard();
        _factory.Demand("card personalise -c card.yaml");
        var no = Answer("n");
        Assert.Equal(2, no.Exit);
        Assert.Contains("seal card 42 for ever? what it holds can never be changed after that [y/N]", no.Error, StringComparison.Ordinal);
        Assert.Contains("code: declined", no.Error, StringComparison.Ordinal);
        Assert.Contains("sealed   no", _factory.Demand("card counters -c card.yaml").Output, StringComparison.Ordinal);
        var yes = Answer("y");
        Assert.Equal((0, "card 42 is sealed\n"), (yes.Exit, yes.Output));
        Assert.Contains("sealed   yes", _factory.Demand("card counters -c card.yaml").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_that_has_counted_is_loaded_anew_only_by_a_long_name()
    {
        _factory.Prepare();
        _factory.Demand("line run -c line.yaml");
        Refused("card-has-counted", 2, "card personalise -c card.yaml");
        var run = _factory.Demand("card personalise -c card.yaml --discard-counted-units-and-their-log --json");
        Assert.Equal(1, JsonDocument.Parse(run.Output).RootElement.GetProperty("discardedUnits").GetInt32());
    }

    [Fact]
    public void A_bad_card_file_key_or_configuration_is_refused_by_name()
    {
        Refused("file-missing", 2, "card counters -c nowhere.yaml");
        Refused("configuration", 2, "card personalise -c card.yaml");
        MakeCard();
        byte[] good = File.ReadAllBytes(_factory.PathOf("card.bin"));
        File.WriteAllBytes(_factory.PathOf("card.bin"), good[..^1]);
        Refused("card-file-damaged", 2, "card counters -c card.yaml");
        File.WriteAllBytes(_factory.PathOf("card.bin"), good);
        _factory.WriteCard("tp_device_parameter: {card: card.bin, keys: vendor}");
        Refused("card-key-missing", 2, "card counters -c card.yaml");
        _factory.WriteCard("production_quota: 0");
        Refused("configuration", 2, "card personalise -c card.yaml");
        File.WriteAllText(_factory.PathOf("card.yaml"), "family: [");
        Refused("configuration", 2, "card personalise -c card.yaml");
    }

    private void MakeCard()
    {
        _factory.PutVendor();
        _factory.Demand("card make --file card.bin --keys keys --vendor vendor --serial 42");
    }

    private CliRun Answer(string answer) =>
        CliRun.Of(Rootline.Cli.Commands.AllCommands.List, CliRun.Attended(_factory.Folder, answer), "card", "seal", "-c", "card.yaml");

    private void Refused(string code, int exit, string line)
    {
        var run = _factory.Words(line);
        Assert.Equal((exit, ""), (run.Exit, run.Output));
        Assert.Contains($"  code: {code} (", run.Error, StringComparison.Ordinal);
    }
}
