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
using Rootline.Links.Mboot;
using Rootline.TestSupport.Cli;

namespace Rootline.Tests.Cli.Control;

/// <summary>A chip file with a power switch, a host on its line in memory, and a control desk without a socket.</summary>
internal sealed class ControlledBench : IDisposable
{
    private readonly FactoryFolder _factory = new();
    private readonly VirtualClock _clock = new(VirtualClock.Epoch);

    public ControlledBench()
    {
        _factory.PutVendor();
        _factory.Demand("chip make --file chip.bin --vendor vendor");
        var disk = new OsDisk();
        var entropy = new SystemEntropy();
        Body = new(HeldChip.Open(disk, _factory.PathOf("chip.bin")), new(disk, _clock, entropy), anyFirmware: false);
        Chip = new(Body, entropy);
        Line = new(Chip.Line(Body.Lines[0]));
        Desk = new(new ChipControls(Chip, [Line], new OsDisk(), _factory.Folder, () => HasQuit = true), e =>
        {
            Defects.Add(e);
            return CoreFaults.Defect.Fault(e.Message);
        });
        Chip.PowerOn();
    }

    public FactoryFolder Factory => _factory;

    public Lpc55Body Body { get; }

    public SwitchedChip Chip { get; }

    public DisturbedDevice Line { get; }

    public ControlDesk Desk { get; }

    public bool HasQuit { get; private set; }

    public List<Exception> Defects { get; } = [];

    /// <summary>A new session of a host.</summary>
    public MbootHost Host() => new(new DeviceWire("isp", Line, _clock), _clock, new() { Timeout = TimeSpan.FromMilliseconds(200) });

    /// <summary>Whether the chip answers a ping.</summary>
    public bool Answers()
    {
        try
        {
            Host().Open();
            return true;
        }
        catch (FaultException e) when (e.Fault.Code == MbootLinkFaults.NoAnswer)
        {
            return false;
        }
    }

    /// <summary>The answer to a request, which is one line of JSON.</summary>
    public JsonElement Ask(string request) => Ask(Encoding.UTF8.GetBytes(request));

    /// <summary>The answer to a line.</summary>
    public JsonElement Ask(ReadOnlyMemory<byte> line)
    {
        string answer = Encoding.UTF8.GetString(Desk.Answer(line));
        if (answer.IndexOf('\n', StringComparison.Ordinal) != answer.Length - 1)
            throw new InvalidOperationException($"not one line: {answer}");
        return JsonDocument.Parse(answer).RootElement;
    }

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

    public void Dispose()
    {
        Chip.Dispose();
        _factory.Dispose();
    }
}
