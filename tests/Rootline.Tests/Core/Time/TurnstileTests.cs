using Rootline.Core.Time;
using Rootline.Core.Wires;
using Xunit;

namespace Rootline.Tests.Core.Time;

public sealed class TurnstileTests
{
    private readonly VirtualClock _clock = new(VirtualClock.Epoch);
    private readonly Turnstile _turnstile;
    private readonly List<string> _log = [];

    public TurnstileTests() => _turnstile = new(_clock);

    [Fact]
    public void Two_parties_on_a_wire_play_ping_pong_the_same_way_every_time()
    {
        var expected = Enumerable.Range(0, 200).SelectMany(i => new[] { $"host {i}", $"device {i}" }).ToList();
        for (int round = 0; round < 5; round++)
            Assert.Equal(expected, PingPong());
    }

    [Fact]
    public void Time_moves_only_when_all_wait_and_then_to_the_earliest_deadline()
    {
        _turnstile.Join("slow", () => Wait("slow", 5));
        _turnstile.Join("fast", () => Wait("fast", 2));
        _turnstile.Join("busy", () =>
        {
            for (int i = 0; i < 3; i++)
                Note($"busy {i}");
        });
        _turnstile.Run();
        Assert.Equal(["0 busy 0", "0 busy 1", "0 busy 2", "2 fast", "5 slow"], _log);
    }

    [Fact]
    public void A_wait_ends_when_its_condition_holds_before_its_deadline()
    {
        bool ready = false;
        _turnstile.Join("waiter", () => Note($"{_turnstile.WaitUntil(() => ready, In(10))}"));
        _turnstile.Join("setter", () =>
        {
            _clock.Sleep(TimeSpan.FromSeconds(3));
            ready = true;
        });
        _turnstile.Run();
        Assert.Equal(["3 True"], _log);
    }

    [Fact]
    public void A_wait_whose_condition_never_holds_ends_false_at_its_deadline()
    {
        _turnstile.Join("waiter", () => Note($"{_turnstile.WaitUntil(() => false, In(10))}"));
        _turnstile.Run();
        Assert.Equal(["10 False"], _log);
    }

    [Fact]
    public void A_party_that_fails_is_reported_and_the_others_come_to_their_end()
    {
        _turnstile.Join("failing", () => throw new InvalidDataException("torn"));
        _turnstile.Join("other", () => Wait("other", 1));
        var failure = Assert.Throws<AggregateException>(_turnstile.Run);
        Assert.Equal("torn", Assert.IsType<InvalidDataException>(failure.InnerException).Message);
        Assert.Equal(["1 other"], _log);
    }

    [Fact]
    public void A_condition_that_throws_fails_the_party_that_waits_on_it()
    {
        _turnstile.Join("waiter", () => _turnstile.WaitUntil(() => throw new InvalidDataException("condition"), In(1)));
        _turnstile.Join("other", () => Wait("other", 2));
        var failure = Assert.Throws<AggregateException>(_turnstile.Run);
        Assert.Equal("condition", Assert.IsType<InvalidDataException>(failure.InnerException).Message);
        Assert.Equal(["2 other"], _log);
    }

    [Fact]
    public void A_cancelled_wait_is_called_off()
    {
        using var cancellation = new CancellationTokenSource();
        _turnstile.Join("waiter", () => _turnstile.WaitUntil(() => false, Deadline.After(_clock, TimeSpan.FromDays(1), cancellation.Token)));
        _turnstile.Join("operator", cancellation.Cancel);
        var failure = Assert.Throws<AggregateException>(_turnstile.Run);
        Assert.IsType<OperationCanceledException>(failure.InnerException);
        Assert.Equal(VirtualClock.Epoch, _clock.GetUtcNow());
    }

    [Fact]
    public void A_stranger_may_not_wait_on_it() =>
        Assert.Throws<InvalidOperationException>(() => _turnstile.WaitUntil(() => true, In(1)));

    private static List<string> PingPong()
    {
        var clock = new VirtualClock(VirtualClock.Epoch);
        var turnstile = new Turnstile(clock);
        var pair = new WirePair("line", turnstile);
        var log = new List<string>();
        turnstile.Join("host", () => Play(pair.First, "host", asks: true));
        turnstile.Join("device", () => Play(pair.Second, "device", asks: false));
        turnstile.Run();
        Assert.Equal(VirtualClock.Epoch, clock.GetUtcNow());
        return log;

        void Play(IByteWire wire, string name, bool asks)
        {
            var buffer = new byte[1];
            for (byte i = 0; i < 200; i++)
            {
                if (asks)
                    Say(i);
                Assert.Equal(1, wire.Read(buffer, Deadline.After(clock, TimeSpan.FromSeconds(1))));
                Assert.Equal(i, buffer[0]);
                if (!asks)
                    Say(i);
            }

            void Say(byte i)
            {
                log.Add($"{name} {i}");
                wire.Write([i]);
            }
        }
    }

    private Deadline In(int seconds) => Deadline.After(_clock, TimeSpan.FromSeconds(seconds));

    private void Wait(string name, int seconds)
    {
        _clock.Sleep(TimeSpan.FromSeconds(seconds));
        Note(name);
    }

    private void Note(string text) => _log.Add($"{(_clock.GetUtcNow() - VirtualClock.Epoch).TotalSeconds} {text}");
}
