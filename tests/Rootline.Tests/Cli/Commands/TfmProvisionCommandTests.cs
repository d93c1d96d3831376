using System.Text.Json;
using Rootline.Formats.Tfm.Bundles;
using Rootline.TestSupport;
using Rootline.TestSupport.Tfm;
using Xunit;

namespace Rootline.Tests.Cli.Commands;

public sealed class TfmProvisionCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TfmBenchOnPort _device = new();

    public TfmProvisionCommandTests()
    {
        _device.WriteFiles(_folder);
        File.WriteAllBytes(_folder.PathOf("1.bundle"), BundleFileJson.Encode(BundleSample.Make("device 1")));
        File.WriteAllBytes(_folder.PathOf("2.bundle"), BundleFileJson.Encode(BundleSample.Make("device 2")));
    }

    private string Words => $"tfm provision 1.bundle --key station.pem --debug 127.0.0.1:{_device.Port} --bl2 bl2.axf --secure tfm_s.axf -l devices.db";

    public void Dispose()
    {
        _device.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_device_behind_a_debug_server_is_provisioned_recorded_exported_and_passed_over_the_second_time()
    {
        var run = Run(Words + " --nonsecure tfm_ns.axf --operator anna --lot 7 --yes --json");
        Assert.True(run.Exit == 0, run.Error);
        using var told = JsonDocument.Parse(run.Output);
        Assert.True(told.RootElement.GetProperty("done").GetBoolean());
        Assert.True(told.RootElement.GetProperty("token").GetBoolean());
        Assert.Equal("run 1 done", told.RootElement.GetProperty("journal").GetString());
        string instance = told.RootElement.GetProperty("instanceId").GetString()!;
        using var exported = JsonDocument.Parse(Run("device export -l devices.db").Output);
        Assert.Equal("tfm", exported.RootElement.GetProperty("scheme").GetString());
        Assert.Equal(instance, exported.RootElement.GetProperty("attestation").GetProperty("instanceId").GetString());
        Assert.Contains("instance  " + instance, Run($"device show {instance} -l devices.db").Output, StringComparison.Ordinal);
        Assert.Contains("  done  tfm  ", Run("device list -l devices.db").Output, StringComparison.Ordinal);
        Assert.StartsWith("found: done already\ndone before: ", Run(Words + " --yes").Output, StringComparison.Ordinal);
        Assert.Equal("tfm-other-bundle", CodeOf(Words.Replace("1.bundle", "2.bundle", StringComparison.Ordinal) + " --yes"));
    }

    [Fact]
    public void Nothing_is_burned_without_a_word_and_a_token_is_only_taken_through_the_non_secure_image()
    {
        Assert.Equal("no-terminal", CodeOf(Words));
        Assert.Empty(_device.Bench.Burned);
        var run = Run(Words + " --yes");
        Assert.True(run.Exit == 0, run.Error);
        Assert.Contains("no token taken", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_records_of_a_provisioned_and_of_an_abandoned_bundle_are_signed_by_the_station_and_the_bundle_is_never_used()
    {
        File.WriteAllBytes(_folder.PathOf("record.pem"), KeySamples.File(Rootline.Formats.Files.Keys.KeyKind.EcP384));
        const string Abandon = "tfm abandon 2.bundle -l devices.db --operator anna --reason lost --record-key record.pem";
        Assert.Equal("no-terminal", CodeOf(Abandon));
        Assert.Equal("settle-anonymous", CodeOf(Abandon.Replace("--operator anna ", "", StringComparison.Ordinal) + " --yes"));
        var run = Run(Abandon + " --yes --json");
        Assert.True(run.Exit == 0, run.Error);
        using var told = JsonDocument.Parse(run.Output);
        Assert.Equal(["bundle", "run", "as", "lost", "record", "note"], told.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal("spent", told.RootElement.GetProperty("as").GetString());
        Assert.Equal("tfm-bundle-used", CodeOf(Words.Replace("1.bundle", "2.bundle", StringComparison.Ordinal) + " --yes"));
        Assert.Equal("tfm-bundle-used", CodeOf(Abandon + " --yes"));
        run = Run(Words + " --record-key record.pem --yes");
        Assert.True(run.Exit == 0, run.Error);
        Assert.Contains("accepted: 2 records, 2 signed, 0 unsigned", Run("device verify -l devices.db --key record.pem").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_given_wrong_is_named_and_nothing_is_burned()
    {
        File.WriteAllBytes(_folder.PathOf("other.axf"), TfmBench.New(new() { Build = "other" }).ElfFiles[0]);
        Assert.Equal("tfm-elf-other", CodeOf(Words.Replace("bl2.axf", "other.axf", StringComparison.Ordinal) + " --yes"));
        Assert.Equal("elf-no-symbol", CodeOf(Words.Replace("tfm_s.axf", "bl2.axf", StringComparison.Ordinal) + " --yes"));
        Assert.Equal("elf-damaged", CodeOf(Words.Replace("tfm_s.axf", "station.pem", StringComparison.Ordinal) + " --yes"));
        Assert.Equal("elf-no-symbol", CodeOf(Words + " --nonsecure tfm_ns.axf --stop-at thread --yes"));
        Assert.Equal("gdb-not-loopback", CodeOf(Words.Replace("127.0.0.1", "192.0.2.1", StringComparison.Ordinal) + " --yes"));
        Assert.Equal("usage", CodeOf(Words.Replace("127.0.0.1:", "nowhere", StringComparison.Ordinal) + " --yes"));
        Assert.Empty(_device.Bench.Burned);
    }

    private CliRun Run(string line) => CliRun.Of(_folder.Folder, line.Split(' '));

    private string CodeOf(string line)
    {
        using var error = JsonDocument.Parse(Run(line + " --json").Error.Trim().Split('\n')[^1]);
        return error.RootElement.GetProperty("error").GetProperty("code").GetString()!;
    }
}
