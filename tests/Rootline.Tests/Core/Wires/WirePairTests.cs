using Rootline.Core.Time;
using Rootline.Core.Wires;
using Xunit;

namespace Rootline.Tests.Core.Wires;

public sealed class WirePairTests
{
    private readonly VirtualClock _clock = new(VirtualClock.Epoch);
    private readonly Turnstile _turnstile;
    private readonly WirePair _pair;

    public WirePairTests()
    {
        _turnstile = new(_clock);
        _pair = new("line", _turnstile);
    }

    [Fact]
    public void Silence_ends_a_read_with_nothing_at_its_deadline()
    {
        int count = -1;
        _turnstile.Join("host", () => count = _pair.First.Read(new byte[4], Deadline.After(_clock, TimeSpan.FromSeconds(2))));
        _turnstile.Run();
        Assert.Equal(0, count);
        Assert.Equal(VirtualClock.Epoch + TimeSpan.FromSeconds(2), _clock.GetUtcNow());
    }

    [Fact]
    public void Bytes_arrive_in_order_in_pieces_of_the_readers_choice()
    {
        var got = new List<byte[]>();
        _pair.Second.Write([1, 2, 3, 4, 5]);
        _turnstile.Join("host", () =>
        {
            var buffer = new byte[3];
            for (int i = 0; i < 2; i++)
                got.Add(buffer[.._pair.First.Read(buffer, Deadline.After(_clock, TimeSpan.FromSeconds(1)))]);
        });
        _turnstile.Run();
        Assert.Equal([[1, 2, 3], [4, 5]], got);
    }

    [Fact]
    public void Discarded_input_is_gone_and_the_other_direction_is_not()
    {
        int first = -1, second = -1;
        _pair.First.Write([1]);
        _pair.Second.Write([2]);
        _pair.First.DiscardInput();
        _turnstile.Join("host", () => first = _pair.First.Read(new byte[4], Deadline.After(_clock, TimeSpan.Zero)));
        _turnstile.Join("device", () => second = _pair.Second.Read(new byte[4], Deadline.After(_clock, TimeSpan.Zero)));
        _turnstile.Run();
        Assert.Equal((0, 1), (first, second));
    }
}
