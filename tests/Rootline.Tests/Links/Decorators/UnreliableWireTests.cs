using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Links.Decorators;
using Rootline.Links.Mboot;
using Rootline.TestSupport;
using Rootline.Tests.Links.Mboot;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Links.Decorators;

public sealed class UnreliableWireTests(ITestOutputHelper output)
{
    private static readonly byte[] Content = Bench.Pattern(2000);
    private readonly VirtualClock _clock = new(VirtualClock.Epoch);

    [Fact]
    public void The_same_seed_does_the_same_to_the_same_bytes_however_they_are_cut_into_pieces()
    {
        var plan = new Unreliability { Drop = 20_000, Corrupt = 20_000, Duplicate = 20_000 };
        byte[] whole = Sent(plan, 5, Content.Length, out long faults);
        Assert.InRange(faults, 60, 180);
        Assert.Equal(whole, Sent(plan, 5, 1, out _));
        Assert.Equal(whole, Sent(plan, 5, 37, out _));
        Assert.NotEqual(whole, Sent(plan, 6, 37, out _));
        Assert.NotEqual(Content, whole);
    }

    [Fact]
    public void Each_fault_does_what_its_name_says()
    {
        Assert.Empty(Sent(new() { Drop = Unreliability.Always }, 1, 100, out _));
        Assert.Equal(Content.SelectMany(b => (byte[])[b, b]), Sent(new() { Duplicate = Unreliability.Always }, 1, 100, out _));
        byte[] changed = Sent(new() { Corrupt = Unreliability.Always }, 1, 100, out _);
        Assert.All(Content.Zip(changed), p => Assert.Equal(1, int.PopCount(p.First ^ p.Second)));
        Assert.Equal(Content, Sent(new() { Delay = Unreliability.Always, DelayTime = TimeSpan.FromMilliseconds(2) }, 1, 100, out _));
        Assert.Equal(TimeSpan.FromMilliseconds(2 * Content.Length), _clock.GetUtcNow() - VirtualClock.Epoch);
        Assert.Equal(Content, Sent(new(), 1, 100, out long none));
        Assert.Equal(0, none);
    }

    [Fact]
    public void Chances_over_one_are_a_mistake_of_the_caller() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Sent(new() { Drop = Unreliability.Always, Corrupt = 1 }, 1, 1, out _));

    [Fact]
    public void After_the_cut_there_is_silence_in_both_directions_until_the_deadline()
    {
        var target = new ScriptedTarget { MaxPacketSize = 512 };
        var inner = new DeviceWire("isp", new MbootDevice(target, _clock), _clock);
        using var wire = new UnreliableWire(inner, new() { CutAfter = 5 }, new SeededEntropy(1), _clock);
        wire.Write([0x5A, 0xA6]);
        var buffer = new byte[16];
        Assert.Equal(3, wire.Read(buffer, In(100)));
        Assert.True(wire.IsCut);
        var before = _clock.GetUtcNow();
        Assert.Equal(0, wire.Read(buffer, In(100)));
        Assert.Equal(before + TimeSpan.FromMilliseconds(100), _clock.GetUtcNow());
    }

    [Fact]
    public void Whatever_a_seed_does_to_a_conversation_what_ends_well_is_true_and_what_does_not_says_a_fault()
    {
        int well = 0;
        for (ulong seed = 0; seed < 200; seed++)
        {
            var clock = new VirtualClock(VirtualClock.Epoch);
            var target = new ScriptedTarget { MaxPacketSize = 128 };
            var plan = new Unreliability { Drop = 300, Corrupt = 600, Duplicate = 100, Delay = 500, DelayTime = TimeSpan.FromMilliseconds(5) };
            var host = new MbootHost(new UnreliableWire(new DeviceWire("isp", new MbootDevice(target, clock), clock), plan, new SeededEntropy(seed), clock), clock);
            try
            {
                host.Open();
                host.WriteMemory(0x40, Content.AsMemory(0, 1000));
                Assert.Equal(Content[..1000], target.Memory[0x40..(0x40 + 1000)]);
                Assert.Equal(Content[..1000], host.ReadMemory(0x40, 1000));
                well++;
            }
            catch (FaultException e)
            {
                Assert.NotEqual(CoreFaults.Defect, e.Fault.Code);
            }
        }

        output.Tell($"200 conversations on lines that lose, change, double and delay bytes by seed: {well} ended well, none with wrong data");
        Assert.InRange(well, 1, 199);
    }

    private byte[] Sent(Unreliability plan, ulong seed, int piece, out long faults)
    {
        var sink = new Sink();
        using var wire = new UnreliableWire(sink, plan, new SeededEntropy(seed), _clock);
        foreach (byte[] part in Content.Chunk(piece))
            wire.Write(part);
        faults = wire.Faults;
        return [.. sink.Bytes];
    }

    private Deadline In(int milliseconds) => Deadline.After(_clock, TimeSpan.FromMilliseconds(milliseconds));

    private sealed class Sink : IByteWire
    {
        public List<byte> Bytes { get; } = [];

        public string Name => "sink";

        public int Read(Span<byte> buffer, Deadline deadline) => 0;

        public void Write(ReadOnlySpan<byte> bytes) => Bytes.AddRange(bytes);

        public void Drain()
        {
        }

        public void DiscardInput()
        {
        }

        public void Dispose()
        {
        }
    }
}
