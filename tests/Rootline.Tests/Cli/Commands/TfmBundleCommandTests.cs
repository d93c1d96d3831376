using System.Text.Json;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Formats.Files;
using Rootline.Formats.Tfm.Bundles;
using Rootline.TestSupport;
using Rootline.TestSupport.Tfm;
using Xunit;

namespace Rootline.Tests.Cli.Commands;

public sealed class TfmBundleCommandTests : IDisposable
{
    private static readonly string Id = Convert.ToHexStringLower(BundleSample.ImplementationId);
    private readonly TempFolder _folder = new();

    public TfmBundleCommandTests()
    {
        foreach (string name in (string[])["desk", "station", "s", "ns"])
        {
            using var key = P256PrivateKey.Generate(new SeededEntropy(3).Fork(name));
            using var pem = KeyFile.WritePrivate(key);
            File.WriteAllBytes(_folder.PathOf(name + ".pem"), pem.Span.ToArray());
            File.WriteAllBytes(_folder.PathOf(name + "-pub.pem"), KeyFile.WritePublic(key.PublicKey));
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_bundle_is_made_checked_shown_and_handed_to_a_station()
    {
        Demand($"tfm bundle new --to desk-pub.pem --implementation-id {Id} --profile PSA_IOT_PROFILE_1 --certification-reference 1234567890128-00001 --rotpk s-pub.pem --rotpk ns-pub.pem --rotpk-form raw -o 1.bundle");
        Assert.Contains("good\n", Demand("tfm bundle check 1.bundle --key desk.pem").Output, StringComparison.Ordinal);
        Assert.Contains("without its key", Demand("tfm bundle check 1.bundle").Output, StringComparison.Ordinal);
        Assert.Equal("tfm-bundle-other-station", CodeOf("tfm bundle check 1.bundle --key station.pem"));
        Demand("tfm bundle seal 1.bundle --key desk.pem --to station-pub.pem -o 2.bundle");
        Demand("tfm bundle check 2.bundle --key station.pem");
        Assert.Equal("tfm-bundle-other-station", CodeOf("tfm bundle check 2.bundle --key desk.pem"));
        Assert.Equal("destination-exists", CodeOf("tfm bundle seal 1.bundle --key desk.pem --to station-pub.pem -o 2.bundle"));
        using var shown = JsonDocument.Parse(Demand("tfm bundle show 2.bundle --json").Output);
        Assert.Equal(136, shown.RootElement.GetProperty("rotpks")[1].GetString()!.Length);
        string plain = Demand("tfm bundle show 2.bundle").Output;
        Assert.Contains("certification   1234567890128-00001", plain, StringComparison.Ordinal);
        using var secrets = BundleSeal.Open(BundleFileJson.Decode(File.ReadAllBytes(_folder.PathOf("2.bundle"))).OrThrow(), Key("station.pem")).OrThrow();
        foreach (var (name, secret) in secrets.All())
            Assert.False(plain.Contains(Convert.ToHexStringLower(secret.Span), StringComparison.Ordinal), name);
    }

    [Fact]
    public void Many_bundles_are_made_in_a_folder_and_no_secret_is_used_twice()
    {
        string line = $"tfm bundle new --to desk-pub.pem --implementation-id {Id} --profile P --rotpk s-pub.pem --register made.txt";
        using var made = JsonDocument.Parse(Demand(line + " --count 3 -o out --json").Output);
        Assert.Equal(3, made.RootElement.GetArrayLength());
        string[] files = Directory.GetFiles(_folder.PathOf("out"));
        Assert.Equal(3, files.Length);
        Assert.Equal(12, File.ReadAllLines(_folder.PathOf("made.txt")).Length);
        File.WriteAllText(_folder.PathOf("huk.txt"), new string('7', 63) + "1\n");
        Demand(line + " --seed 9 --huk huk.txt -o 4.bundle");
        Assert.Equal("tfm-bundle-duplicate", CodeOf(line + " --seed 10 --huk huk.txt -o 5.bundle"));
        Assert.False(File.Exists(_folder.PathOf("5.bundle")));
        Assert.Equal("tfm-import-many", CodeOf(line + " --huk huk.txt --count 2 -o more"));
        Demand($"tfm bundle new --to desk-pub.pem --implementation-id {Id} --profile P --rotpk s-pub.pem --seed 11 --huk huk.txt -o 6.bundle");
        Assert.Equal("tfm-bundle-duplicate", CodeOf("tfm bundle check 4.bundle 6.bundle"));
    }

    [Fact]
    public void What_was_given_wrong_is_named()
    {
        string line = $"tfm bundle new --to desk-pub.pem --implementation-id {Id} --profile P --rotpk s-pub.pem -o 1.bundle";
        File.WriteAllText(_folder.PathOf("no.txt"), "no digits");
        Assert.Equal("tfm-digits", CodeOf(line.Replace(Id, "00", StringComparison.Ordinal)));
        Assert.Equal("tfm-digits", CodeOf(line + " --huk no.txt"));
        Assert.Equal("tfm-digits", CodeOf(line + " --rotpk-policies z"));
        Assert.Equal("tfm-bundle", CodeOf("tfm bundle show no.txt"));
        Assert.Equal("tfm-certification-reference", CodeOf(line + " --certification-reference 1234567890127-00001"));
        Assert.Empty(Directory.GetFiles(_folder.Folder, "*.bundle"));
    }

    [Fact]
    public void Seeded_bundles_are_the_same_each_time_and_say_so()
    {
        string line = $"tfm bundle new --to desk-pub.pem --implementation-id {Id} --profile P --rotpk s-pub.pem --seed 5 -o ";
        Assert.Contains("seed", Demand(line + "1.bundle").Error, StringComparison.Ordinal);
        Demand(line + "2.bundle");
        Assert.Equal(File.ReadAllBytes(_folder.PathOf("1.bundle")), File.ReadAllBytes(_folder.PathOf("2.bundle")));
    }

    private P256PrivateKey Key(string name) => KeyFile.ReadPrivate(File.ReadAllBytes(_folder.PathOf(name))).OrThrow();

    private CliRun Run(string line) => CliRun.Of(_folder.Folder, line.Split(' '));

    private CliRun Demand(string line)
    {
        var run = Run(line);
        Assert.True(run.Exit == 0, run.Error);
        return run;
    }

    private string CodeOf(string line)
    {
        using var error = JsonDocument.Parse(Run(line + " --json").Error.Trim().Split('\n')[^1]);
        return error.RootElement.GetProperty("error").GetProperty("code").GetString()!;
    }
}
