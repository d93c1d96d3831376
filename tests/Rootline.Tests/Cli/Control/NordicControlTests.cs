using System.Text;
using System.Text.Json;
using Rootline.Cli.Control;
using Rootline.Cli.Stations;
using Rootline.Cli.Stations.Bodies;
using Rootline.Core.Disks;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Formats.Nordic;
using Rootline.Links.Decorators;
using Rootline.Links.Gdb;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Cli.Control;

/// <summary>The control desk of a Nordic part.</summary>
public sealed class NordicControlTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly VirtualClock _clock = new(VirtualClock.Epoch);
    private readonly NordicBody _body;
    private readonly SwitchedChip _chip;
    private readonly List<DisturbedDevice> _lines;
    private readonly ControlDesk _desk;

    public NordicControlTests()
    {
        Assert.Equal(0, CliRun.Of(_folder.Folder, "nordic", "make", "part.bin", "--part", "nrf9160").Exit);
        Assert.Equal(0, CliRun.Of(_folder.Folder, "nordic", "firmware", "provisioning", "--part", "nrf9160", "-o", "image.bin").Exit);
        var entropy = new SeededEntropy(3);
        _body = NordicBody.Open(new(new OsDisk(), _clock, entropy), _folder.PathOf("part.bin"));
        _chip = new(_body, entropy);
        _lines = [.. _body.Lines.Select(l => new DisturbedDevice(_chip.Line(l)))];
        _desk = new(new ChipControls(_chip, _lines, new OsDisk(), _folder.Folder, static () => { }), static e => CoreFaults.Defect.Fault(e.ToString()));
    }

    public void Dispose()
    {
        _chip.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_part_makes_its_keys_loses_power_in_it_is_looked_into_and_put_back()
    {
        Demand("""{"do":"snapshot","name":"new"}""");
        var state = Demand("""{"do":"power","on":true}""");
        Assert.Equal((true, "assembly", false), (state.GetProperty("power").GetBoolean(), state.GetProperty("life").GetString(), state.GetProperty("firmware").GetBoolean()));
        Load();
        Demand("""{"do":"snapshot","name":"loaded"}""");
        Assert.Equal("provisioning", Demand("""{"do":"reset"}""").GetProperty("life").GetString());
        var keys = Demand("""{"do":"keys"}""").GetProperty("keys");
        Assert.Equal(["mkek", "mext", "identity"], keys.EnumerateArray().Select(k => k.GetProperty("name").GetString()));
        Assert.Equal("control-secret", Refusal($$"""{"do":"read","address":{{_body.Part.Uicr.Base + UicrMap.KeySlotValue}},"length":16}"""));
        Assert.Equal(32, Demand($$"""{"do":"read","address":{{_body.Part.Uicr.Base + UicrMap.KeySlotValue}},"length":16,"{{ControlRequest.RevealField}}":true}""").GetProperty("hex").GetString()!.Length);
        Assert.StartsWith("0000ffff", Demand($$"""{"do":"read","address":{{_body.Part.DefaultProvisionAddress}},"length":8}""").GetProperty("hex").GetString(), StringComparison.Ordinal);

        // A part that is given power runs what lies in its flash.
        Assert.Equal("provisioning", Demand("""{"do":"restore","name":"loaded"}""").GetProperty("life").GetString());
        Demand("""{"do":"restore","name":"new"}""");
        Assert.False(Demand("""{"do":"keys"}""").GetProperty("present").GetBoolean());
        Load();
        Demand("""{"do":"cut","at":0,"moment":"after"}""");
        var dark = Demand("""{"do":"reset"}""");
        Assert.Equal((false, "provisioning", "program"), (dark.GetProperty("power").GetBoolean(), dark.GetProperty("life").GetString(), dark.GetProperty("lastCut").GetProperty("kind").GetString()));
        Assert.False(Demand("""{"do":"keys"}""").GetProperty("present").GetBoolean());
    }

    [Fact]
    public void The_state_names_the_part_and_what_its_lines_have_not_is_refused()
    {
        var state = Demand("""{"do":"state"}""");
        Assert.Equal((_body.Name, "nrf9160", 16), (state.GetProperty("chip").GetString(), state.GetProperty("family").GetString(), _body.Name.Length));
        Assert.Equal("control-other-kind", Refusal("""{"do":"fault","kind":"drop","to":"chip"}"""));
        Demand("""{"do":"power","on":true}""");
        Assert.Equal("control-other-kind", Refusal("""{"do":"decommission-for-ever"}"""));
        Demand("""{"do":"mute","on":true}""");
        Assert.All(_lines, l => Assert.True(l.IsMute));
        Demand("""{"do":"clone","file":"twin.bin"}""");
        Assert.Equal(File.ReadAllBytes(_folder.PathOf("part.bin")), File.ReadAllBytes(_folder.PathOf("twin.bin")));
    }

    // Loads the provisioning image through the debug server; it runs at the next reset.
    private void Load()
    {
        var host = new GdbHost(new DeviceWire("debug", _lines[0], _clock), _clock, new() { Timeout = TimeSpan.FromSeconds(30) });
        host.Open();
        byte[] image = File.ReadAllBytes(_folder.PathOf("image.bin"));
        host.Flash.Write(_body.Part.Memory.Start, image);
        host.Flash.Finish();
    }

    private JsonElement Ask(string request) => JsonDocument.Parse(_desk.Answer(Encoding.UTF8.GetBytes(request))).RootElement;

    private JsonElement Demand(string request)
    {
        var answer = Ask(request);
        Assert.True(answer.GetProperty("ok").GetBoolean(), answer.ToString());
        return answer;
    }

    private string? Refusal(string request)
    {
        var answer = Ask(request);
        return answer.GetProperty("ok").GetBoolean() ? null : answer.GetProperty("error").GetProperty("code").GetString();
    }
}
