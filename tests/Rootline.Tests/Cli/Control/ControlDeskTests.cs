using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rootline.Chips.Lpc55;
using Rootline.Cli.Control;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Mboot;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Cli.Control;

public sealed class ControlDeskTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string[] Sound =
    [
        """{"v":1,"do":"state"}""", """{"do":"power","on":true}""", """{"do":"cut","at":3,"moment":"torn","outcome":1}""",
        """{"do":"cut","off":true}""", """{"do":"reset"}""", """{"do":"fault","kind":"drop","to":"host","frames":2}""",
        """{"do":"mute","on":false}""", """{"do":"operations","from":0}""", """{"do":"read","address":268435456,"length":16}""",
        """{"do":"keys"}""", """{"do":"snapshot","name":"a.b-1"}""", """{"do":"restore","name":"a.b-1"}""",
    ];

    private readonly ControlledBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void The_shape_of_the_state_is_kept()
    {
        var state = _bench.Demand("""{"v":1,"do":"state"}""");
        Assert.Equal(
            ["v", "ok", "chip", "family", "file", "seeded", "power", "life", "firmware", "operations", "sincePowerOn", "cut", "lastCut", "mute", "snapshots"],
            state.EnumerateObject().Select(p => p.Name));
        Assert.Equal((1, true, true, "open", 0), (state.GetProperty("v").GetInt32(), state.GetProperty("ok").GetBoolean(), state.GetProperty("power").GetBoolean(), state.GetProperty("life").GetString(), state.GetProperty("operations").GetInt32()));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (state.GetProperty("cut").ValueKind, state.GetProperty("lastCut").ValueKind));
    }

    [Fact]
    public void Every_sound_request_is_fulfilled_and_every_verb_is_among_them()
    {
        Assert.All(Sound, r => _bench.Demand(r));
        _bench.Demand("""{"do":"clone","file":"twin.bin"}""");
        _bench.Demand("""{"do":"quit"}""");
        Assert.True(_bench.HasQuit);
        string[] others = ["open-debug", "close-debug", "decommission-for-ever"];
        Assert.Equal("control-request", _bench.Refusal("""{"do":"open-debug"}"""));
        Assert.All((string[])["""{"do":"open-debug","state":"non-psa-rot-debug"}""", """{"do":"close-debug"}""", """{"do":"decommission-for-ever"}"""], r => Assert.Equal("control-other-kind", _bench.Refusal(r)));
        var asked = Sound.Select(r => JsonDocument.Parse(r).RootElement.GetProperty("do").GetString()!).Concat(["clone", "quit", .. others]);
        Assert.Equal(ControlDesk.Verbs.Select(v => v.Name).Order(), asked.Distinct().Order());
    }

    [Fact]
    public void A_chip_without_power_is_silent_and_comes_back()
    {
        Assert.True(_bench.Answers());
        Assert.False(_bench.Demand("""{"do":"power","on":false}""").GetProperty("power").GetBoolean());
        Assert.False(_bench.Answers());
        Assert.Equal("control-power-off", _bench.Refusal("""{"do":"reset"}"""));
        Assert.True(_bench.Demand("""{"do":"power","on":true}""").GetProperty("power").GetBoolean());
        Assert.True(_bench.Answers());
    }

    [Fact]
    public void A_reset_keeps_the_RAM_and_a_power_cycle_does_not()
    {
        byte[] words = [.. Enumerable.Range(1, 64).Select(i => (byte)i)];
        _bench.Host().WriteMemory(0x20008000, words);
        _bench.Demand("""{"do":"reset"}""");
        Assert.Equal(words, _bench.Host().ReadMemory(0x20008000, 64));
        _bench.Demand("""{"do":"power","on":false}""");
        _bench.Demand("""{"do":"power","on":true}""");
        Assert.Equal(new byte[64], _bench.Host().ReadMemory(0x20008000, 64));
    }

    [Theory]
    [InlineData("before", 0, "ff")]
    [InlineData("torn", 1, null)]
    [InlineData("after", 0, "aa")]
    public void A_cut_falls_where_it_was_asked_for_and_what_it_did_is_told(string moment, int outcome, string? left)
    {
        _bench.Host().WriteMemory(0, Repeated(0x55, 512));
        string how = moment == "torn" ? $""","outcome":{outcome}""" : "";
        var armed = _bench.Demand($$"""{"do":"cut","at":1,"moment":"{{moment}}"{{how}}}""").GetProperty("cut");
        Assert.Equal((1, moment), (armed.GetProperty("at").GetInt32(), armed.GetProperty("moment").GetString()));
        Assert.Throws<FaultException>(() => _bench.Host().WriteMemory(512, Repeated(0xAA, 1024)));
        var state = _bench.Demand("""{"do":"state"}""");
        var cut = state.GetProperty("lastCut");
        Assert.Equal((false, 2, "program", moment), (state.GetProperty("power").GetBoolean(), cut.GetProperty("operation").GetInt32(), cut.GetProperty("kind").GetString(), cut.GetProperty("moment").GetString()));
        var read = _bench.Ask("""{"do":"read","address":1024,"length":512}""");
        if (left is null)
            Assert.Equal("control-unreadable", read.GetProperty("error").GetProperty("code").GetString());
        else
            Assert.Equal(string.Concat(Enumerable.Repeat(left, 512)), read.GetProperty("hex").GetString());
        _bench.Demand("""{"do":"power","on":true}""");
        Assert.Equal(3, _bench.Demand("""{"do":"operations"}""").GetProperty("operations").GetArrayLength());
        Assert.True(_bench.Answers());
    }

    [Fact]
    public void A_cut_that_is_taken_back_does_not_fall()
    {
        _bench.Demand("""{"do":"cut","at":0}""");
        Assert.Equal(JsonValueKind.Null, _bench.Demand("""{"do":"cut","off":true}""").GetProperty("cut").ValueKind);
        _bench.Host().WriteMemory(0, new byte[512]);
        Assert.True(_bench.Answers());
    }

    [Fact]
    public void A_cut_of_a_chip_that_is_off_counts_from_its_power_on()
    {
        _bench.Demand("""{"do":"power","on":false}""");
        Assert.Equal(0, _bench.Demand("""{"do":"cut","at":0}""").GetProperty("cut").GetProperty("at").GetInt32());
        _bench.Demand("""{"do":"power","on":true}""");
        Assert.Throws<FaultException>(() => _bench.Host().WriteMemory(0, new byte[512]));
        Assert.False(_bench.Demand("""{"do":"state"}""").GetProperty("power").GetBoolean());
    }

    [Fact]
    public void Faults_and_silence_reach_the_line()
    {
        _bench.Demand("""{"do":"mute","on":true}""");
        Assert.False(_bench.Answers());
        _bench.Demand("""{"do":"mute","on":false}""");
        _bench.Demand("""{"do":"fault","kind":"drop","to":"host","frames":3}""");
        Assert.False(_bench.Answers());
        Assert.True(_bench.Answers());
    }

    [Fact]
    public void A_snapshot_is_restored_and_a_clone_is_a_chip_of_its_own()
    {
        _bench.Host().WriteMemory(0, Repeated(7, 512));
        _bench.Demand("""{"do":"snapshot","name":"one"}""");
        _bench.Demand("""{"do":"clone","file":"twin.bin"}""");
        _bench.Host().FlashEraseRegion(0, 512);
        Assert.Equal("ff", _bench.Demand("""{"do":"read","address":0,"length":1}""").GetProperty("hex").GetString());
        _bench.Demand("""{"do":"restore","name":"one"}""");
        Assert.Equal("07", _bench.Demand("""{"do":"read","address":0,"length":1}""").GetProperty("hex").GetString());
        Assert.Equal(["one"], _bench.Demand("""{"do":"state"}""").GetProperty("snapshots").EnumerateArray().Select(s => s.GetString()));
        Assert.Equal("control-snapshot", _bench.Refusal("""{"do":"restore","name":"two"}"""));
        Assert.Equal("chip-file-exists", _bench.Refusal("""{"do":"clone","file":"twin.bin"}"""));
        Assert.Equal(File.ReadAllBytes(_bench.Factory.PathOf("chip.bin")), File.ReadAllBytes(_bench.Factory.PathOf("twin.bin")));
    }

    [Fact]
    public void Keys_are_told_as_lengths_and_hashes_unless_their_bytes_are_asked_for_by_name()
    {
        byte[] key = [.. Enumerable.Range(100, 32).Select(i => (byte)i)];
        using (var keys = new StoredKeys { SbKek = Secret.CopyOf(key), UserKek = new Secret(32), OemKeys = [(3, Secret.CopyOf(key))] })
            _bench.Body.Look().Keys.Burn(keys);
        var told = _bench.Demand("""{"do":"keys"}""");
        Assert.DoesNotContain(Convert.ToHexStringLower(key), told.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["sb-kek", "user-kek", "oem-key-3"], told.GetProperty("keys").EnumerateArray().Select(k => k.GetProperty("name").GetString()));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(key)), told.GetProperty("keys")[0].GetProperty("sha256").GetString());
        var shown = _bench.Demand($$"""{"do":"keys","{{ControlRequest.RevealField}}":true}""");
        Assert.Equal(Convert.ToHexStringLower(key), shown.GetProperty("keys")[0].GetProperty("hex").GetString());
        int page = ChipProfile.Lpc55S69.KeyStore;
        Assert.Equal("control-secret", _bench.Refusal($$"""{"do":"read","address":{{page - 1}},"length":2}"""));
        Assert.Equal("control-secret", _bench.Refusal($$"""{"do":"read","address":{{ChipProfile.Lpc55S69.Session + 1535}},"length":1}"""));
        Assert.Contains(Convert.ToHexStringLower(key), _bench.Demand($$"""{"do":"read","address":{{page}},"length":512,"{{ControlRequest.RevealField}}":true}""").ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"do":7}""")]
    [InlineData("""{"do":"explode"}""")]
    [InlineData("""{"v":2,"do":"state"}""")]
    [InlineData("""{"v":"1","do":"state"}""")]
    [InlineData("""{"do":"state","do":"state"}""")]
    [InlineData("""{"do":"state","x":1}""")]
    [InlineData("""{"do":"state"} {"do":"state"}""")]
    [InlineData("""{"do":{"a":{"b":{"c":1}}}}""")]
    [InlineData("""{"do":"power"}""")]
    [InlineData("""{"do":"power","on":"true"}""")]
    [InlineData("""{"do":"cut"}""")]
    [InlineData("""{"do":"cut","at":-1}""")]
    [InlineData("""{"do":"cut","at":1.5}""")]
    [InlineData("""{"do":"cut","at":1,"outcome":1}""")]
    [InlineData("""{"do":"cut","at":1,"moment":"during"}""")]
    [InlineData("""{"do":"cut","off":true,"at":1}""")]
    [InlineData("""{"do":"fault","kind":"drop"}""")]
    [InlineData("""{"do":"fault","kind":"melt","to":"chip"}""")]
    [InlineData("""{"do":"read","address":0}""")]
    [InlineData("""{"do":"read","address":655360,"length":1}""")]
    [InlineData("""{"do":"read","address":0,"length":65537}""")]
    [InlineData("""{"do":"snapshot","name":""}""")]
    [InlineData("""{"do":"snapshot","name":"a/b"}""")]
    [InlineData("""{"do":"snapshot","name":"\ud800"}""")]
    [InlineData("""{"do":"state","\ud800":1}""")]
    [InlineData("""{"do":"clone","file":"a\u0000b"}""")]
    public void What_is_no_request_is_refused_and_changes_nothing(string line)
    {
        string before = _bench.Demand("""{"do":"state"}""").ToString();
        Assert.Equal("control-request", _bench.Refusal(line));
        Assert.Equal(before, _bench.Demand("""{"do":"state"}""").ToString());
    }

    [Fact]
    public void Every_altered_and_shortened_request_gets_one_answer_and_never_meets_a_defect()
    {
        int cases = 0;
        foreach (byte[] line in Sound.Select(Encoding.UTF8.GetBytes))
        {
            for (int i = 0; i < line.Length; i++)
            {
                _bench.Ask(line.AsMemory(0, i));
                foreach (byte change in (byte[])[0x01, 0x20, 0x80, 0xFF])
                {
                    byte[] altered = [.. line];
                    altered[i] ^= change;
                    _bench.Ask(altered);
                    cases += 1;
                }

                cases += 1;
            }
        }

        output.Tell($"{cases} altered and shortened requests on a control socket: each got one answer");
        Assert.Empty(_bench.Defects);
    }

    [Fact]
    public void What_nobody_expected_is_a_defect_in_the_answer_and_the_desk_goes_on()
    {
        _bench.Chip.Dispose();
        Assert.Equal("internal-defect", _bench.Refusal("""{"do":"snapshot","name":"a"}"""));
        Assert.Equal("control-request", _bench.Refusal("{}"));
    }

    [Fact]
    public void The_property_of_a_running_chip_is_asked_through_its_line_as_ever() =>
        Assert.Equal([512u], _bench.Host().GetProperty(PropertyTag.MaxPacketSize));

    private static byte[] Repeated(byte value, int count) => [.. Enumerable.Repeat(value, count)];
}
