using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rootline.Formats.Files;
using Rootline.Formats.Tfm.Bundles;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Cli.Commands;

public sealed class DemoCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_demo_provisions_every_unit_refuses_one_chip_more_and_proves_the_log()
    {
        var run = Run("demo", "--devices", "2", "--quota", "2", "--folder", "trip", "--json");
        Assert.Equal(0, run.Exit);
        var json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(["done", "refused", "log", "devices", "folder", "seconds", "boot", "tfm", "nordic"], json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(2, json.GetProperty("done").GetInt32());
        var refused = Assert.Single(json.GetProperty("refused").EnumerateArray());
        Assert.Equal(("chip-003", "5501"), (refused.GetProperty("device").GetString(), refused.GetProperty("code").GetString()));
        Assert.Equal((true, 2), (json.GetProperty("log").GetProperty("ok").GetBoolean(), json.GetProperty("log").GetProperty("records").GetInt32()));
        var boot = json.GetProperty("boot");
        Assert.Equal((2, "1.1.0+0"), (boot.GetProperty("started").GetInt32(), boot.GetProperty("version").GetString()));
        Assert.Equal(
            ["chip-001 unsigned 1.2.0+0 signature 1.1.0+0", "chip-001 rolled back 1.0.0+0 rollback 1.1.0+0"],
            boot.GetProperty("updates").EnumerateArray().Select(u => string.Join(' ', u.EnumerateObject().Select(p => p.Value.GetString()))));
        foreach (string part in (string[])["tfm", "nordic"])
        {
            Assert.Equal(["done", "instanceId", "token", "code"], json.GetProperty(part).EnumerateObject().Select(p => p.Name));
            Assert.Equal((true, "accept"), (json.GetProperty(part).GetProperty("done").GetBoolean(), json.GetProperty(part).GetProperty("token").GetString()));
        }

        Assert.Equal([1, 2], json.GetProperty("devices").EnumerateArray().Take(2).Select(d => d.GetProperty("counter").GetInt32()));
    }

    [Fact]
    public void One_seed_gives_the_same_files_byte_for_byte_and_another_seed_others()
    {
        var (first, second, other) = (Files("a", "7"), Files("b", "7"), Files("c", "8"));
        Assert.Equal(first, second);
        Assert.Contains("station/audit_log.db", first.Keys);
        Assert.NotEqual(first["station/audit_log.db"], other["station/audit_log.db"]);
        Assert.NotEqual(first["card/card.bin"], other["card/card.bin"]);
    }

    [Theory]
    [InlineData("tfm/device.token.cbor", "tfm/device_iak_puk.pem", "tfm/devices.db")]
    [InlineData("nordic/part.token.cbor", "nordic/part_identity_puk.pem", "nordic/devices.db")]
    public void A_device_that_attests_itself_is_judged_from_its_record_and_its_token_alone(string token, string key, string ledger)
    {
        Assert.Equal(0, Run("demo", "--devices", "1", "--quota", "1", "--folder", "trip", "--seed", "9").Exit);
        var verdict = JsonDocument.Parse(Demand($"attest verify trip/{token} --key trip/{key} --json")).RootElement;
        Assert.Equal("accept", verdict.GetProperty("verdict").GetString());
        Assert.Single(Demand($"device list -l trip/{ledger}").Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var altered = File.ReadAllBytes(_folder.PathOf($"trip/{token}"));
        altered[^1] ^= 1;
        File.WriteAllBytes(_folder.PathOf("altered.cbor"), altered);
        Assert.Equal(3, Run("attest", "verify", "altered.cbor", "--key", $"trip/{key}").Exit);
    }

    [Fact]
    public void The_record_of_the_TF_M_device_is_signed_by_the_stations_key()
    {
        Assert.Equal(0, Run("demo", "--devices", "1", "--quota", "1", "--folder", "trip", "--seed", "9").Exit);
        Assert.Contains("accepted: 1 records, 1 signed, 0 unsigned", Demand("device verify -l trip/tfm/devices.db --key trip/tfm/record_key.pem"), StringComparison.Ordinal);
    }

    [Fact]
    public void No_secret_of_the_TF_M_device_is_found_in_its_ledger_or_on_the_screen()
    {
        var run = Run("demo", "--devices", "1", "--quota", "1", "--folder", "trip", "--json");
        using var station = KeyFile.ReadPrivate(File.ReadAllBytes(_folder.PathOf("trip/tfm/station_key.pem"))).OrThrow();
        var bundle = BundleFileJson.Decode(File.ReadAllBytes(_folder.PathOf("trip/tfm/device.bundle"))).OrThrow();
        using var secrets = BundleSeal.Open(bundle, station).OrThrow();
        foreach (byte[] place in (byte[][])[File.ReadAllBytes(_folder.PathOf("trip/tfm/devices.db")), File.ReadAllBytes(_folder.PathOf("trip/tfm/device.bundle")), Encoding.UTF8.GetBytes(run.Output + run.Error)])
        {
            foreach (byte[] secret in (byte[][])[secrets.Huk.Span.ToArray(), secrets.Iak.Span.ToArray(), secrets.EntropySeed.Span.ToArray()])
            {
                foreach (byte[] form in (byte[][])[secret, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(secret)), Encoding.ASCII.GetBytes(Convert.ToBase64String(secret))])
                    Assert.True(place.AsSpan().IndexOf(form) < 0);
            }
        }
    }

    [Fact]
    public void The_parts_go_on_from_what_the_demo_left()
    {
        Assert.Equal(0, Run("demo", "--devices", "2", "--quota", "3", "--folder", "trip").Exit);
        Assert.Contains("left     1\n", Demand("card counters -c trip/oem/tpconfig.yaml"), StringComparison.Ordinal);
        Assert.Contains("2 of 2 done\n", Demand("line run -c trip/station/tphost.yaml --skip-done"), StringComparison.Ordinal);
        Demand("log verify -l trip/station/audit_log.db -k trip/oem/oem_log_puk.pem -c trip/station/tphost.yaml");
        Assert.Equal(2, Demand("device list -l trip/station/audit_log.db").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void No_secret_of_the_OEM_or_the_vendor_is_found_at_the_station_or_on_the_screen()
    {
        var run = Run("demo", "--devices", "2", "--quota", "2", "--folder", "trip", "--json");
        var places = Directory.GetFiles(_folder.PathOf("trip/station")).Append(_folder.PathOf("trip/card/card.bin")).Append(_folder.PathOf("trip/oem/product.sb2"))
            .Select(f => (Name: f, Content: File.ReadAllBytes(f))).Append((Name: "screen", Content: Encoding.UTF8.GetBytes(run.Output + run.Error))).ToList();
        var secrets = Secrets().ToList();
        Assert.Equal(8, secrets.Count);
        foreach (var (place, content) in places)
        {
            foreach (var (name, secret) in secrets)
            {
                byte[] reversed = [.. secret.Reverse()];
                foreach (byte[] form in (byte[][])[secret, reversed, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(secret)), Encoding.ASCII.GetBytes(Convert.ToBase64String(secret))])
                    Assert.False(content.AsSpan().IndexOf(form) >= 0, $"{name} is found in {place}");
            }
        }
    }

    [Fact]
    public void More_devices_than_units_are_refused_one_by_one()
    {
        var json = JsonDocument.Parse(Run("demo", "--devices", "3", "--quota", "1", "--folder", "trip", "--json").Output).RootElement;
        Assert.Equal((1, 2), (json.GetProperty("done").GetInt32(), json.GetProperty("refused").GetArrayLength()));
    }

    [Fact]
    public void A_folder_that_holds_a_demo_is_left_alone()
    {
        Assert.Equal(0, Run("demo", "--devices", "1", "--quota", "1", "--folder", "trip", "--seed", "1").Exit);
        string before = Digest(_folder.PathOf("trip/station/audit_log.db"));
        var again = Run("demo", "--folder", "trip");
        Assert.Equal((2, ""), (again.Exit, again.Output));
        Assert.Contains("code: demo-folder-used (operator)", again.Error, StringComparison.Ordinal);
        Assert.Equal(before, Digest(_folder.PathOf("trip/station/audit_log.db")));
    }

    [Theory]
    [InlineData("0", "1")]
    [InlineData("1", "0")]
    [InlineData("100001", "1")]
    [InlineData("1", "5000001")]
    [InlineData("-1", "1")]
    public void Numbers_out_of_range_are_refused_before_anything_is_made(string devices, string quota)
    {
        var run = Run("demo", "--devices", devices, "--quota", quota, "--folder", "trip");
        Assert.Equal(2, run.Exit);
        Assert.False(Directory.Exists(_folder.PathOf("trip")));
    }

    [Fact]
    public void No_line_of_a_small_demo_s_table_is_wider_than_eighty_characters()
    {
        var table = Run("demo", "--devices", "2", "--quota", "3", "--folder", "trip").Output.Split('\n').Where(l => l.StartsWith("  chip-", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, table.Count);
        Assert.All(table, l => Assert.InRange(l.Length, 60, 80));
    }

    private SortedDictionary<string, string> Files(string name, string seed)
    {
        Assert.Equal(0, Run("demo", "--devices", "2", "--quota", "2", "--folder", name, "--seed", seed).Exit);
        string root = _folder.PathOf(name);
        var files = Directory.GetFiles(root, "*", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(root, f), Digest);
        return new SortedDictionary<string, string>(files, StringComparer.Ordinal);
    }

    private IEnumerable<(string Name, byte[] Secret)> Secrets()
    {
        foreach (string kek in (string[])["oem/sb_kek.txt", "oem/user_kek.txt", "vendor/firmware_kek.txt"])
            yield return (kek, Convert.FromHexString(File.ReadAllText(_folder.PathOf($"trip/{kek}")).Trim()));
        foreach (string file in (string[])["oem/oem_log_prk.pem", "oem/oem_id_prk.pem", "oem/image_key.pem", "vendor/nxp_prod_prk.pem", "vendor/nxp_card_prk.pem"])
        {
            using var key = KeyFile.ReadPrivate(File.ReadAllBytes(_folder.PathOf($"trip/{file}"))).OrThrow();
            yield return (file, key.Scalar.ToArray());
        }
    }

    private static string Digest(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    private string Demand(string line)
    {
        var run = Run(line.Split(' '));
        Assert.True(run.Exit == 0, run.Error);
        return run.Output;
    }

    private CliRun Run(params string[] args) => CliRun.Of(_folder.Folder, args);
}
