using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Links.Mboot;

namespace Rootline.Tests.Links.Mboot;

/// <summary>A host and a device on one line in memory, on one virtual clock.</summary>
internal sealed class Bench
{
    public Bench(ScriptedTarget? target = null, MbootHostOptions? options = null)
    {
        Target = target ?? new();
        Device = new(Target, Clock);
        Line = new(new DeviceWire("isp", Device, Clock));
        Host = new(Line, Clock, options);
    }

    public VirtualClock Clock { get; } = new(VirtualClock.Epoch);

    public ScriptedTarget Target { get; }

    public MbootDevice Device { get; }

    public FaultyWire Line { get; }

    public MbootHost Host { get; }

    public static byte[] Pattern(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)((i * 7) ^ (i >> 8)))];
}
