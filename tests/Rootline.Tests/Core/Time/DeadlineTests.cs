using Rootline.Core.Time;
using Xunit;

namespace Rootline.Tests.Core.Time;

public sealed class DeadlineTests
{
    private readonly VirtualClock _clock = new(VirtualClock.Epoch);

    [Fact]
    public void What_remains_shrinks_with_the_clock_and_never_below_zero()
    {
        var deadline = Deadline.After(_clock, TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(3), deadline.Remaining);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.FromSeconds(1), deadline.Remaining);
        Assert.False(deadline.Passed);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.Zero, deadline.Remaining);
        Assert.True(deadline.Passed);
    }

    [Fact]
    public void A_deadline_of_no_time_has_passed_at_once() => Assert.True(Deadline.After(_clock, TimeSpan.Zero).Passed);

    [Fact]
    public void The_longest_time_does_not_wrap_around() =>
        Assert.False(Deadline.After(_clock, TimeSpan.MaxValue).Passed);

    [Fact]
    public void Sleeping_on_a_virtual_clock_moves_it_and_takes_no_time()
    {
        _clock.Sleep(TimeSpan.FromDays(3));
        Assert.Equal(VirtualClock.Epoch + TimeSpan.FromDays(3), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromDays(3), _clock.GetElapsedTime(VirtualClock.Epoch.UtcTicks));
    }

    [Fact]
    public void A_cancelled_sleep_is_called_off_and_moves_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => _clock.Sleep(TimeSpan.FromDays(1), cancelled.Token));
        Assert.Throws<OperationCanceledException>(() => TimeProvider.System.Sleep(TimeSpan.FromDays(1), cancelled.Token));
        Assert.Equal(VirtualClock.Epoch, _clock.GetUtcNow());
    }

    [Fact]
    public void Time_does_not_run_backwards() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.FromTicks(-1)));
}
