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
using Rootline.Links.Decorators;
using Rootline.Links.Gdb;
using Rootline.TestSupport;
using Rootline.TestSupport.Tfm;
using Xunit;

namespace Rootline.Tests.Cli.Control;

/// <summary>A file of a TF-M chip with a power switch, a debugger on its line in memory, and a control desk without a socket.</summary>
internal sealed class TfmControlBench : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly VirtualClock _clock = new(VirtualClock.Epoch);
    private readonly MemoryStream _console = new();
    private readonly byte[][] _rotpks;

    public TfmControlBench(params string[] more)
    {
        File.WriteAllText(_folder.PathOf("image.key"), new string('7', 64));
        foreach (string name in (string[])["s.pem", "ns.pem"])
            Assert.Equal(0, CliRun.Of(_folder.Folder, "image", "keygen", "-k", name, "-t", "ecdsa-p256").Exit);
        var made = CliRun.Of(_folder.Folder, ["chip", "make-tfm", "--file", "chip.bin", "--key", "s.pem", "--key", "ns.pem", "--json", .. more]);
        Assert.Equal(0, made.Exit);
        _rotpks = [.. JsonDocument.Parse(made.Output).RootElement.GetProperty("rotpks").EnumerateArray().Select(r => Convert.FromHexString(r.GetString()!))];
        var entropy = new SeededEntropy(1);
        Body = TfmBody.Open(new(new OsDisk(), _clock, entropy), _folder.PathOf("chip.bin"), console: _console);
        Chip = new(Body, entropy);
        Line = new(Chip.Line(TfmBody.Debug));
        Desk = new(new ChipControls(Chip, [Line], new OsDisk(), _folder.Folder, () => HasQuit = true), e =>
        {
            Defects.Add(e);
            return CoreFaults.Defect.Fault(e.Message);
        });
    }

    public TempFolder Folder => _folder;

    public TfmBody Body { get; }

    public SwitchedChip Chip { get; }

    public DisturbedDevice Line { get; }

    public ControlDesk Desk { get; }

    public bool HasQuit { get; private set; }

    public List<Exception> Defects { get; } = [];

    /// <summary>What the UART printed so far.</summary>
    public string Printed => Encoding.ASCII.GetString(_console.ToArray());

    /// <summary>A debugger; the core stands.</summary>
    public TfmDebugger Debugger()
    {
        var host = new GdbHost(new DeviceWire("debug", Line, _clock), _clock, new() { Timeout = TimeSpan.FromSeconds(30) });
        host.Open();
        return new(host, new(Body.Build));
    }

    /// <summary>Provisions the chip with the sample's data.</summary>
    public void Provision()
    {
        var debugger = Debugger();
        debugger.ProvisionLoader(_rotpks);
        Assert.Equal(0u, debugger.ProvisionSecure(TfmSample.Assembly(), TfmSample.Rot(Body.Build)));
    }

    /// <summary>The answer to a request, which is one line of JSON.</summary>
    public JsonElement Ask(string request) => JsonDocument.Parse(Desk.Answer(Encoding.UTF8.GetBytes(request))).RootElement;

    /// <summary>The answer to a request that must be fulfilled.</summary>
    public JsonElement Demand(string request)
    {
        var answer = Ask(request);
        return answer.GetProperty("ok").GetBoolean() ? answer : throw new InvalidOperationException(answer.ToString());
    }

    /// <summary>The code of the refusal of a request.</summary>
    public string? Refusal(string request)
    {
        var answer = Ask(request);
        return answer.GetProperty("ok").GetBoolean() ? null : answer.GetProperty("error").GetProperty("code").GetString();
    }

    /// <summary>The life that the state tells.</summary>
    public string Life() => Demand("""{"do":"state"}""").GetProperty("life").GetString()!;

    public void Dispose()
    {
        Chip.Dispose();
        _folder.Dispose();
    }
}
