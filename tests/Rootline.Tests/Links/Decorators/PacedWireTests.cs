using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Links.Decorators;
using Rootline.Links.Mboot;
using Rootline.Tests.Links.Mboot;
using Xunit;

namespace Rootline.Tests.Links.Decorators;

public sealed class PacedWireTests
{
    [Theory]
    [InlineData(115200)]
    [InlineData(921600)]
    [InlineData(3_000_000)]
    public void On_a_virtual_clock_a_download_takes_as_long_as_its_bytes_on_the_line(int baud)
    {
        var (clock, target) = (new VirtualClock(VirtualClock.Epoch), new ScriptedTarget { MaxPacketSize = 512 });
        var tally = new Tally(new DeviceWire("isp", new MbootDevice(target, clock), clock));
        var host = new MbootHost(new PacedWire(tally, baud, clock), clock);
        host.ReceiveSbFile(Bench.Pattern(9088));
        var least = PacedWire.TimeOf(tally.Bytes, baud);
        // Each piece is rounded up to 100 ns.
        Assert.InRange(clock.GetUtcNow() - VirtualClock.Epoch, least, least + TimeSpan.FromTicks(tally.Pieces));
        Assert.Equal(Bench.Pattern(9088), Assert.Single(target.Files));
    }

    [Fact]
    public void A_turn_around_is_added_whenever_the_direction_changes()
    {
        var clock = new VirtualClock(VirtualClock.Epoch);
        var wire = new PacedWire(new Echo(), 10_000, clock) { TurnAround = TimeSpan.FromMilliseconds(3) };
        wire.Write(new byte[10]);
        var buffer = new byte[4];
        for (int i = 0; i < 3; i++)
            Assert.Equal(4, wire.Read(buffer, Deadline.After(clock, TimeSpan.Zero)));
        Assert.Equal(TimeSpan.FromMilliseconds(10 + 3 + 12), clock.GetUtcNow() - VirtualClock.Epoch);
    }

    [Fact]
    public void On_a_real_clock_it_never_runs_ahead_by_more_than_what_it_makes_up_for()
    {
        var wire = new PacedWire(new Echo(), 1_000_000, TimeProvider.System);
        long start = TimeProvider.System.GetTimestamp();
        for (int i = 0; i < 100; i++)
            wire.Write(new byte[100]);
        // 10,000 bytes take 100 ms; a wait that took too long may be made up for by 20 ms at most.
        Assert.True(TimeProvider.System.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(79));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(100_000_001)]
    public void A_rate_that_is_none_is_a_mistake_of_the_caller(int baud) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PacedWire(new Echo(), baud, TimeProvider.System));

    private sealed class Tally(IByteWire inner) : IByteWire
    {
        public string Name => inner.Name;

        public long Bytes { get; private set; }

        public int Pieces { get; private set; }

        public int Read(Span<byte> buffer, Deadline deadline) => Count(inner.Read(buffer, deadline));

        public void Write(ReadOnlySpan<byte> bytes)
        {
            Count(bytes.Length);
            inner.Write(bytes);
        }

        public void Drain() => inner.Drain();

        public void DiscardInput() => inner.DiscardInput();

        public void Dispose() => inner.Dispose();

        private int Count(int bytes)
        {
            Bytes += bytes;
            Pieces += bytes > 0 ? 1 : 0;
            return bytes;
        }
    }

    private sealed class Echo : IByteWire
    {
        public string Name => "echo";

        public int Read(Span<byte> buffer, Deadline deadline) => buffer.Length;

        public void Write(ReadOnlySpan<byte> bytes)
        {
        }

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
