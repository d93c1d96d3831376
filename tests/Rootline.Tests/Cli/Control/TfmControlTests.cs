using System.Text.Json;
using Rootline.Chips.Boot;
using Rootline.Cli.Control;
using Rootline.Cli.Stations.Bodies;
using Rootline.Core.Disks;
using Rootline.Core.Faults;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cose;
using Rootline.TestSupport.Tfm;
using Xunit;

namespace Rootline.Tests.Cli.Control;

/// <summary>The control desk of a TF-M chip.</summary>
public sealed class TfmControlTests : IDisposable
{
    private const uint Otp = 0x10309000;
    private readonly TfmControlBench _bench = new();

    public void Dispose()
    {
        Assert.Empty(_bench.Defects);
        _bench.Dispose();
    }

    [Fact]
    public void The_state_has_the_shape_that_it_has_for_every_chip()
    {
        var state = _bench.Demand("""{"v":1,"do":"state"}""");
        Assert.Equal(
            ["v", "ok", "chip", "family", "file", "seeded", "power", "life", "firmware", "operations", "sincePowerOn", "cut", "lastCut", "mute", "snapshots"],
            state.EnumerateObject().Select(p => p.Name));
        Assert.Equal((JsonValueKind.Null, "tfm-an521", false, "ASSEMBLY_AND_TEST"), (state.GetProperty("chip").ValueKind, state.GetProperty("family").GetString(), state.GetProperty("power").GetBoolean(), state.GetProperty("life").GetString()));
        Assert.True(_bench.Demand("""{"do":"power","on":true}""").GetProperty("power").GetBoolean());
        _bench.Provision();
        Assert.Equal("SECURED", _bench.Life());
        _bench.Demand("""{"do":"power","on":false}""");
        _bench.Chip.PowerOn();
        _bench.Chip.Try<TfmLive>(static live => live.Settle());
        Assert.True(_bench.Demand("""{"do":"state"}""").GetProperty("firmware").GetBoolean());
        Assert.Contains("[INF] Starting bootloader\r\n", _bench.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public void What_no_chip_without_power_does_and_what_no_debug_port_has_is_refused()
    {
        Assert.Equal("control-power-off", _bench.Refusal("""{"do":"reset"}"""));
        Assert.Equal("control-power-off", _bench.Refusal("""{"do":"open-debug","state":"non-psa-rot-debug"}"""));
        Assert.Equal("control-power-off", _bench.Refusal("""{"do":"close-debug"}"""));
        Assert.Equal("control-power-off", _bench.Refusal("""{"do":"decommission-for-ever"}"""));
        Assert.Equal("control-other-kind", _bench.Refusal("""{"do":"fault","kind":"drop","to":"host"}"""));
        _bench.Chip.PowerOn();
        Assert.Equal("chip-life-cycle", _bench.Refusal("""{"do":"open-debug","state":"non-psa-rot-debug"}"""));
        Assert.Equal("chip-life-cycle", _bench.Refusal("""{"do":"decommission-for-ever"}"""));
        Assert.Equal("control-request", _bench.Refusal("""{"do":"open-debug","state":"secured"}"""));
        Assert.True(_bench.Demand("""{"do":"mute","on":true}""").GetProperty("mute").GetBoolean());
        Assert.Throws<FaultException>(() => _bench.Debugger());
        _bench.Demand("""{"do":"mute","on":false}""");
        _bench.Debugger();
        _bench.Demand("""{"do":"quit"}""");
        Assert.True(_bench.HasQuit);
    }

    [Theory]
    [InlineData("before", "ASSEMBLY_AND_TEST")]
    [InlineData("torn", "ASSEMBLY_AND_TEST")]
    [InlineData("after", "ASSEMBLY_AND_TEST")]
    public void A_cut_falls_where_it_was_asked_for_and_the_same_data_finish_the_chip(string moment, string life)
    {
        string outcome = moment == "torn" ? ""","outcome":7""" : "";
        Assert.Equal(100, _bench.Demand($$"""{"do":"cut","at":100,"moment":"{{moment}}"{{outcome}}}""").GetProperty("cut").GetProperty("at").GetInt32());
        _bench.Chip.PowerOn();
        Assert.ThrowsAny<Exception>(_bench.Provision);
        var state = _bench.Demand("""{"do":"state"}""");
        Assert.Equal((false, 100, moment, life), (state.GetProperty("power").GetBoolean(), state.GetProperty("lastCut").GetProperty("operation").GetInt32(), state.GetProperty("lastCut").GetProperty("moment").GetString(), state.GetProperty("life").GetString()));
        Assert.Equal(101, _bench.Demand("""{"do":"operations"}""").GetProperty("total").GetInt32());
        _bench.Chip.PowerOn();
        _bench.Provision();
        Assert.Equal("SECURED", _bench.Life());
    }

    [Fact]
    public void A_snapshot_is_restored_and_a_clone_is_a_chip_of_its_own()
    {
        _bench.Demand("""{"do":"snapshot","name":"new"}""");
        _bench.Chip.PowerOn();
        _bench.Provision();
        _bench.Demand("""{"do":"clone","file":"twin.bin"}""");
        _bench.Demand("""{"do":"restore","name":"new"}""");
        Assert.Equal("ASSEMBLY_AND_TEST", _bench.Life());
        _bench.Provision();
        var (profile, store) = BoardFile.Open(new OsDisk(), _bench.Folder.PathOf("twin.bin"));
        store.Dispose();
        Assert.Equal(BootProfiles.Tfm, profile);
        Assert.Equal("chip-file-exists", _bench.Refusal("""{"do":"clone","file":"twin.bin"}"""));
    }

    [Fact]
    public void Flash_is_read_where_it_holds_no_keys_and_keys_are_told_as_hashes_unless_asked_for_by_name()
    {
        Assert.False(_bench.Demand("""{"do":"keys"}""").GetProperty("present").GetBoolean());
        _bench.Chip.PowerOn();
        _bench.Provision();
        string huk = Convert.ToHexStringLower(TfmSample.Assembly()[4..]);
        var told = _bench.Demand("""{"do":"keys"}""");
        Assert.DoesNotContain(huk, told.ToString(), StringComparison.Ordinal);
        Assert.Equal(["huk", "iak", "entropy_seed"], told.GetProperty("keys").EnumerateArray().Select(k => k.GetProperty("name").GetString()));
        Assert.Equal(huk, _bench.Demand($$"""{"do":"keys","{{ControlRequest.RevealField}}":true}""").GetProperty("keys")[0].GetProperty("hex").GetString());
        Assert.Equal("control-secret", _bench.Refusal($$"""{"do":"read","address":{{Otp - 1}},"length":2}"""));
        Assert.Equal("control-secret", _bench.Refusal($$"""{"do":"read","address":{{Otp - 0x10000000 + 0x1fff}},"length":1}"""));
        Assert.Equal("1281dec0", _bench.Demand($$"""{"do":"read","address":{{Otp}},"length":4,"{{ControlRequest.RevealField}}":true}""").GetProperty("hex").GetString());
        Assert.Equal(2048, _bench.Demand("""{"do":"read","address":268435456,"length":1024}""").GetProperty("hex").GetString()!.Length);
        Assert.Equal("control-request", _bench.Refusal("""{"do":"read","address":4194304,"length":1}"""));
    }

    [Fact]
    public void Keys_in_fuses_are_kept_back_and_told_as_those_in_one_time_memory()
    {
        using var bench = new TfmControlBench("--image-decryption-key", "image.key");
        bench.Chip.PowerOn();
        var debugger = bench.Debugger();
        bench.Demand("""{"do":"reset"}""");
        Assert.True(debugger.RunTo(TfmDebugger.AddressOf(debugger.Loader, "tfm_plat_provisioning_perform")));
        uint place = debugger.Host.ReadRegister(Rootline.Formats.Gdb.CoreRegister.Sp) - 0x400;
        debugger.Host.WriteMemory(place, Enumerable.Repeat((byte)0x77, 32).ToArray());
        Assert.Equal(0u, debugger.Call(TfmDebugger.AddressOf(debugger.Loader, "tfm_plat_otp_write"), 23, 32, place));
        Assert.Equal(["key_bl2_encryption"], bench.Demand("""{"do":"keys"}""").GetProperty("keys").EnumerateArray().Select(k => k.GetProperty("name").GetString()));
        Assert.Equal("control-secret", bench.Refusal($$"""{"do":"read","address":{{Otp + 0x3000}},"length":32}"""));
        Assert.Empty(bench.Defects);
    }

    [Fact]
    public void A_debug_state_stands_in_the_token_over_resets_until_it_is_closed_or_the_power_goes()
    {
        _bench.Chip.PowerOn();
        _bench.Provision();
        Assert.Equal("NON_PSA_ROT_DEBUG", _bench.Demand("""{"do":"open-debug","state":"non-psa-rot-debug"}""").GetProperty("life").GetString());
        _bench.Demand("""{"do":"reset"}""");
        Assert.Equal(("NON_PSA_ROT_DEBUG", 0x4000), (_bench.Life(), Claim()));
        _bench.Demand("""{"do":"open-debug","state":"recoverable-psa-rot-debug"}""");
        Assert.Equal(("RECOVERABLE_PSA_ROT_DEBUG", 0x5000), (_bench.Life(), Claim()));
        Assert.Equal("SECURED", _bench.Demand("""{"do":"close-debug"}""").GetProperty("life").GetString());
        Assert.Equal(0x3000, Claim());
        _bench.Demand("""{"do":"open-debug","state":"non-psa-rot-debug"}""");
        _bench.Demand("""{"do":"power","on":false}""");
        Assert.Equal("SECURED", _bench.Demand("""{"do":"power","on":true}""").GetProperty("life").GetString());
    }

    [Fact]
    public void A_chip_is_decommissioned_once_and_for_ever_also_when_the_power_goes_in_it()
    {
        _bench.Chip.PowerOn();
        _bench.Provision();
        _bench.Demand("""{"do":"cut","at":3,"moment":"torn","outcome":5}""");
        Assert.False(_bench.Demand("""{"do":"decommission-for-ever","destroy-keys":true}""").GetProperty("power").GetBoolean());
        Assert.Equal("SECURED", _bench.Life());
        _bench.Chip.PowerOn();
        Assert.Equal("DECOMMISSIONED", _bench.Demand("""{"do":"decommission-for-ever"}""").GetProperty("life").GetString());
        Assert.Equal(0x6000, Claim());
        Assert.Equal("chip-life-cycle", _bench.Refusal("""{"do":"open-debug","state":"non-psa-rot-debug"}"""));
        _bench.Demand("""{"do":"decommission-for-ever","destroy-keys":true}""");
        Assert.Equal(new string('f', 64), _bench.Demand($$"""{"do":"keys","{{ControlRequest.RevealField}}":true}""").GetProperty("keys")[1].GetProperty("hex").GetString());
        Assert.ThrowsAny<InvalidOperationException>(() => Claim());
    }

    // What a token of the chip claims of its life cycle; the chip starts anew for it.
    private int Claim()
    {
        var debugger = _bench.Debugger();
        _bench.Demand("""{"do":"reset"}""");
        var message = CoseMessage.Parse(debugger.Token(new byte[32])).OrThrow();
        return (int)ClaimSet.Parse(message.Payload).OrThrow().Find(ClaimLabels.Profile1.Lifecycle)!.Value.Whole!.Value;
    }
}
