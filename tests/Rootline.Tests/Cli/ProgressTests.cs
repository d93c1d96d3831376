using Rootline.Core.Time;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Cli;

public sealed class ProgressTests
{
    private readonly VirtualClock _clock = new(VirtualClock.Epoch);

    [Fact]
    public void On_a_terminal_a_line_is_written_over_after_a_second_at_most_ten_times_a_second_and_taken_away()
    {
        var context = CliRun.Context("/", terminal: true, clock: _clock);
        context.Progress.Report("signing", 1, 3);
        _clock.Advance(TimeSpan.FromSeconds(1));
        context.Progress.Report("signing", 2, 3);
        _clock.Advance(TimeSpan.FromMilliseconds(99));
        context.Progress.Report("signing", 3, 3);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        context.Progress.Report("waiting");
        context.Progress.Clear();
        context.Progress.Clear();
        Assert.Equal("\r\u001b[Ksigning (2 of 3)\r\u001b[Kwaiting\r\u001b[K", context.Error.ToString());
        Assert.Equal("", context.Output.ToString());
    }

    [Fact]
    public void With_json_every_report_is_a_line()
    {
        var context = CliRun.Context("/", terminal: true, clock: _clock);
        context.Json = true;
        context.Progress.Report("signing", 1, 3);
        context.Progress.Clear();
        Assert.Equal("""{"progress":{"what":"signing","done":1,"total":3}}""" + "\n", context.Error.ToString());
    }

    [Fact]
    public void Otherwise_nothing_is_said()
    {
        var context = CliRun.Context("/", clock: _clock);
        _clock.Advance(TimeSpan.FromSeconds(5));
        context.Progress.Report("signing", 1, 3);
        Assert.Equal("", context.Error.ToString());
    }
}
