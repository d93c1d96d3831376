using System.Text.Json;
using Rootline.Cli.Explain;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Cli;

public sealed class ProductCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_version_is_the_products_in_words_and_in_JSON()
    {
        Assert.StartsWith("rootline 0.", CliRun.Of(_folder.Folder, "version").Output, StringComparison.Ordinal);
        var json = JsonDocument.Parse(CliRun.Of(_folder.Folder, "version", "--json").Output).RootElement;
        Assert.Matches(@"^\d+\.\d+\.\d+$", json.GetProperty("version").GetString());
        Assert.StartsWith(".NET 10.", json.GetProperty("runtime").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_is_explained_with_party_exit_code_and_next_step()
    {
        var run = CliRun.Of(_folder.Folder, "explain", "card-mute");
        Assert.Equal(0, run.Exit);
        Assert.StartsWith("card-mute: the card does not answer\n  party: card\n  exit:  4\n  next:  ", run.Output, StringComparison.Ordinal);
        var json = JsonDocument.Parse(CliRun.Of(_folder.Folder, "explain", "card-mute", "--json").Output).RootElement;
        Assert.Equal(("card-mute", 4), (json.GetProperty("code").GetString(), json.GetProperty("exit").GetInt32()));
    }

    [Fact]
    public void All_codes_are_listed_once_each()
    {
        var expected = FaultCatalogue.Load().Select(c => c.Code.Id);
        Assert.Equal(expected, CliRun.Of(_folder.Folder, "explain").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')[0]));
        var json = JsonDocument.Parse(CliRun.Of(_folder.Folder, "explain", "--json").Output).RootElement;
        Assert.Equal(expected, json.EnumerateArray().Select(c => c.GetProperty("code").GetString()!));
    }

    [Fact]
    public void An_unknown_code_is_a_fault_that_names_what_is_near()
    {
        var run = CliRun.Of(_folder.Folder, "explain", "mute");
        Assert.Equal(2, run.Exit);
        Assert.Contains("did you mean card-mute", run.Error, StringComparison.Ordinal);
        Assert.Contains("unknown-code", CliRun.Of(_folder.Folder, "explain", "no-such-thing-at-all").Error, StringComparison.Ordinal);
    }
}
