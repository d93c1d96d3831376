using System.Security.Cryptography;
using System.Text.Json;
using Rootline.Cli.Commands;
using Rootline.Cli.Frame;
using Rootline.Core.Disks;
using Rootline.Core.Entropy;
using Rootline.Formats.Nordic;
using Rootline.Formats.Nordic.Lifecycle;
using Rootline.TestSupport;
using Rootline.TestSupport.Cli;
using Xunit;

namespace Rootline.Tests.Cli.Commands;

/// <summary>The commands together: a virtual part behind its debug servers and consoles, provisioned over the GDB remote protocol.</summary>
public sealed class NordicCommandTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly TempFolder _folder = new();
    private readonly CancellationTokenSource _end = new();
    private readonly ManualResetEventSlim _ready = new();
    private Thread? _running;
    private JsonElement _ports;

    public void Dispose()
    {
        PowerOff();
        _end.Dispose();
        _ready.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("nrf9160")]
    [InlineData("nrf5340")]
    public void A_part_behind_a_debug_server_is_provisioned_enrolled_and_refused_afterwards(string part)
    {
        Make(part);
        PowerOn();
        var run = Provision(part);
        Assert.True(run.Exit == 0, run.Error);
        var record = JsonDocument.Parse(run.Output).RootElement.GetProperty("record");
        Assert.Equal(("nordic", "done"), (record.GetProperty("scheme").GetString(), record.GetProperty("outcome").GetString()));
        string device = record.GetProperty("chip").GetString()!;
        Assert.Equal(_ports.GetProperty("device").GetString(), device);
        var attestation = record.GetProperty("attestation");
        Assert.StartsWith("01", attestation.GetProperty("instanceId").GetString(), StringComparison.Ordinal);
        Assert.NotNull(attestation.GetProperty("publicKey").GetString());

        Assert.Equal("nordic-port-closed", Code(Provision(part, without: "--erase-closed-part")));
        Assert.Equal("nordic-done", Code(Provision(part, $"--device={device}", without: "--erase-closed-part")));
        Assert.Contains(device, CliRun.Of(_folder.Folder, "device", "list", "-l", "devices.db").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_of_this_station_is_put_out_of_use_for_ever_and_its_token_is_untrusted_from_then_on()
    {
        Make("nrf9160");
        PowerOn();
        var provisioned = Provision("nrf9160");
        Assert.True(provisioned.Exit == 0, provisioned.Error);
        var record = JsonDocument.Parse(provisioned.Output).RootElement.GetProperty("record");
        string device = record.GetProperty("chip").GetString()!;
        File.WriteAllText(_folder.PathOf("key.pem"), PemEncoding.WriteString("PUBLIC KEY", Convert.FromHexString(record.GetProperty("attestation").GetProperty("publicKey").GetString()!)));

        Assert.Equal("nordic-not-recorded", Code(Decommission("0000000000000001")));
        var first = Decommission(device, "-o", "last.cbor");
        Assert.True(first.Exit == 0, first.Error);
        var said = JsonDocument.Parse(first.Output).RootElement;
        Assert.Equal((device, "decommissioned", false), (said.GetProperty("device").GetString(), said.GetProperty("lifecycle").GetString(), said.GetProperty("wasBefore").GetBoolean()));
        Assert.Equal(said.GetProperty("token").GetString(), Convert.ToHexStringLower(File.ReadAllBytes(_folder.PathOf("last.cbor"))));
        Assert.True(JsonDocument.Parse(Decommission(device).Output).RootElement.GetProperty("wasBefore").GetBoolean());

        var judged = CliRun.Of(_folder.Folder, "attest", "verify", "last.cbor", "--key", "key.pem", "--json");
        Assert.Equal(3, judged.Exit);
        Assert.Equal("untrusted", JsonDocument.Parse(judged.Output).RootElement.GetProperty("verdict").GetString());
        Assert.Equal("nordic-done", Code(Provision("nrf9160", $"--device={device}")));
    }

    [Fact]
    public void A_dummy_identity_key_is_refused_and_the_same_part_is_healed()
    {
        Make("nrf9160");
        Assert.Equal(0, CliRun.Of(_folder.Folder, "nordic", "firmware", "provisioning", "--part", "nrf9160", "-o", "image.bin", "--force", "--with-the-dummy-identity-key-that-everybody-knows").Exit);
        PowerOn();
        Assert.Equal("nordic-dummy-identity", Code(Provision("nrf9160")));
        Assert.Equal(0, CliRun.Of(_folder.Folder, "nordic", "firmware", "provisioning", "--part", "nrf9160", "-o", "image.bin", "--force").Exit);
        Assert.Equal("nordic-half-provisioned", Code(Provision("nrf9160")));
        Assert.Equal(0, Provision("nrf9160", "--erase-half-provisioned").Exit);
    }

    [Theory]
    [InlineData("--part=nrf52840")]
    [InlineData("--part=nrf54l15")]
    [InlineData("--provision-layout=nrf54l")]
    [InlineData("--server=other")]
    [InlineData("--provision-address=0x10")]
    [InlineData("--implementation-id=12")]
    [InlineData("--device=12")]
    [InlineData("--debug=example.com:3333")]
    [InlineData("--image=image.bin@0xfffff0")]
    public void What_cannot_be_is_refused_before_anything_is_connected(string option)
    {
        Make("nrf9160");
        string name = option.Split('=')[0];
        string[] args = ["--part=nrf9160", "--debug=localhost:1", "--console=tcp://localhost:1", "--image=image.bin", "--firmware=tfm.bin", "-l", "devices.db", "--yes", "--json"];
        var run = CliRun.Of(_folder.Folder, ["nordic", "provision", .. args.Where(a => !a.StartsWith(name + "=", StringComparison.Ordinal)), option]);
        Assert.Equal(2, run.Exit);
    }

    [Theory]
    [InlineData("ncs-2", "0000FFFFFFFFFFFF", "provisioning", "0000 ffff ffff ffff")]
    [InlineData("2022", "FFFFFFFFFFFFFFFF00000000FFFFFFFF", "secured", "0000 0000 ffff ffff")]
    [InlineData("nrf54l", "000000000000000000000000FFFFFFFF", "secured", "00000000 00000000 00000000 ffffffff")]
    [InlineData("nrf54l", "0000FFFFFFFFFFFF", null, "ffff0000 ffffffff ffffffff ffffffff")]
    public void A_provision_area_is_shown_in_each_layout(string layout, string bytes, string? state, string words)
    {
        File.WriteAllBytes(_folder.PathOf("area.bin"), [.. Convert.FromHexString(bytes), .. Enumerable.Repeat((byte)0xFF, 100)]);
        var run = CliRun.Of(_folder.Folder, "nordic", "show", "area.bin", "--layout", layout, "--json");
        Assert.True(run.Exit == 0, run.Error);
        var shown = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal((layout, state, words), (shown.GetProperty("layout").GetString(), shown.GetProperty("lifecycle").GetString(), shown.GetProperty("words").GetString()));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (shown.GetProperty("implementationId").ValueKind, shown.GetProperty("boot").ValueKind));
        Assert.Contains(words, CliRun.Of(_folder.Folder, "nordic", "show", "area.bin", "--layout", layout).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_boot_loaders_keys_counters_and_data_are_shown_and_a_damaged_area_is_refused()
    {
        var area = new ProvisionArea
        {
            Lifecycle = LifecycleWords.Erased,
            ImplementationId = ProvisionArea.DefaultImplementationId(),
            Boot = new(0x9000, 0x19000, [new(0, true, new byte[16]), new(1, false, new byte[16])], [new(1, [0xFFFE, 0xFFFF])], [new(1, new byte[] { 0x30 })]),
        };
        byte[] bytes = area.ToBytes(200);
        File.WriteAllBytes(_folder.PathOf("area.bin"), bytes);
        var boot = JsonDocument.Parse(CliRun.Of(_folder.Folder, "nordic", "show", "area.bin", "--json").Output).RootElement.GetProperty("boot");
        Assert.Equal([true, false], boot.GetProperty("keys").EnumerateArray().Select(k => k.GetProperty("valid").GetBoolean()));
        Assert.Equal((1, 1), (boot.GetProperty("counters")[0].GetProperty("value").GetInt32(), boot.GetProperty("counters")[0].GetProperty("freeSlots").GetInt32()));
        Assert.Equal("30", boot.GetProperty("data")[0].GetProperty("content").GetString());
        Assert.Contains("(invalidated)", CliRun.Of(_folder.Folder, "nordic", "show", "area.bin").Output, StringComparison.Ordinal);

        bytes[52] ^= 1;
        File.WriteAllBytes(_folder.PathOf("area.bin"), bytes);
        Assert.Equal("nordic-provision-area", Code(CliRun.Of(_folder.Folder, "nordic", "show", "area.bin", "--json")));
    }

    [Fact]
    public void Nobody_is_asked_where_nobody_sits_and_the_command_says_what_is_for_ever()
    {
        Make("nrf9160");
        var run = CliRun.Of(_folder.Folder, "nordic", "provision", "--part=nrf9160", "--debug=localhost:1", "--console=tcp://localhost:1", "--image=image.bin", "--firmware=tfm.bin", "-l", "devices.db");
        Assert.Equal(2, run.Exit);
        Assert.Contains("SECURED", run.Error, StringComparison.Ordinal);
        Assert.Contains("--yes", run.Error, StringComparison.Ordinal);
    }

    private static string? Code(CliRun run)
    {
        string last = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        return JsonDocument.Parse(last).RootElement.TryGetProperty("error", out var error) ? error.GetProperty("code").GetString() : null;
    }

    private void Make(string part)
    {
        Assert.Equal(0, CliRun.Of(_folder.Folder, "nordic", "make", "part.bin", "--part", part).Exit);
        foreach (var (kind, file) in new[] { ("provisioning", "image.bin"), ("tfm", "tfm.bin"), ("network", "net.bin") })
        {
            if (kind != "network" || part == "nrf5340")
                Assert.Equal(0, CliRun.Of(_folder.Folder, "nordic", "firmware", kind, "--part", part, "-o", file).Exit);
        }
    }

    private void PowerOn()
    {
        var output = new Tripwire("\"device\"", _ready.Set);
        var context = new CommandContext
        {
            Output = output,
            Error = new StringWriter(),
            Json = true,
            Entropy = new SeededEntropy(7),
            Clock = TimeProvider.System,
            Disk = new OsDisk(),
            Folder = _folder.Folder,
            TraceFolder = _folder.Folder,
            Cancellation = _end.Token,
        };
        bool hasNetwork = File.Exists(_folder.PathOf("net.bin"));
        string[] network = hasNetwork ? ["--debug-network", "0", "--console-network", "0"] : [];
        _running = new Thread(() => CliRun.Of(AllCommands.List, context, ["nordic", "run", "part.bin", "--debug", "0", "--console", "0", "--json", .. network]));
        _running.Start();
        Assert.True(_ready.Wait(Patience), context.Error.ToString());
        _ports = JsonDocument.Parse(output.ToString()).RootElement.Clone();
    }

    private void PowerOff()
    {
        _end.Cancel();
        _running?.Join();
        _running = null;
    }

    private CliRun Decommission(string device, params string[] more)
    {
        string[] args =
        [
            "nordic", "decommission", "--part=nrf9160", $"--debug={_ports.GetProperty("debug").GetString()}", $"--console={_ports.GetProperty("console").GetString()}",
            $"--device={device}", "-l", "devices.db", "--yes", "--json", "--patience=600", .. more,
        ];
        return CliRun.Of(_folder.Folder, args);
    }

    private CliRun Provision(string part, string? more = null, string? without = null)
    {
        List<string> args =
        [
            "nordic", "provision", $"--part={part}", $"--debug={_ports.GetProperty("debug").GetString()}", $"--console={_ports.GetProperty("console").GetString()}",
            "--image=image.bin", "--firmware=tfm.bin", "-l", "devices.db", "--yes", "--json", "--patience=600",
        ];
        if (part == "nrf5340")
            args.AddRange([$"--debug-network={_ports.GetProperty("debugNetwork").GetString()}", "--network-firmware=net.bin", "--erase-closed-part"]);
        if (more is not null)
            args.Add(more);
        if (without is not null)
            args.Remove(without);
        return CliRun.Of(_folder.Folder, [.. args]);
    }
}
