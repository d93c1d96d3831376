using Xunit;

namespace Rootline.Tests.House;

public sealed class BanTests
{
    public static TheoryData<string> Libraries => [.. Rooms.Libraries];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_takes_console_clock_chance_disk_and_environment_from_outside(string room) =>
        Assert.DoesNotContain(MemberUse.In(Rooms.AssemblyOf(room).Location), Bans.Forbids);

    [Fact]
    public void Every_exemption_has_a_reason_and_is_still_needed()
    {
        var uses = Rooms.Libraries.SelectMany(r => MemberUse.In(Rooms.AssemblyOf(r).Location)).Where(u => Bans.IsBanned(u.Member)).ToList();
        Assert.All(Bans.Exemptions, e => Assert.NotEmpty(e.Reason));
        Assert.All(Bans.Exemptions, e => Assert.Contains(uses, u => u.User == e.Type && u.Member.StartsWith(e.Member, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_scan_sees_a_use_in_plain_code_in_a_lambda_and_in_a_generic_call()
    {
        var mine = MemberUse.In(typeof(BanTests).Assembly.Location).Where(u => u.User == typeof(BanTests).FullName).Select(u => u.Member).ToList();
        Assert.Contains("System.DateTime.get_UtcNow", mine);
        Assert.Contains("System.IO.File.Exists", mine);
        Assert.Contains("System.Threading.Tasks.Task.Run", mine);
        Assert.Contains("System.Threading.Thread.Sleep", mine);
    }

    [Fact]
    public void No_library_waits_asynchronously()
    {
        var uses = Rooms.Libraries.SelectMany(r => MemberUse.In(Rooms.AssemblyOf(r).Location));
        Assert.DoesNotContain(uses, u => u.Member.StartsWith("System.Runtime.CompilerServices.AsyncTaskMethodBuilder", StringComparison.Ordinal));
    }

    // Compiled, never called: what the scan must find.
    private static class BannedSample
    {
        public static DateTime Plain() => DateTime.UtcNow;

        public static Func<string, bool> Lambda() => path => path.Length > 1 && File.Exists(path);

        public static Task<int> Generic() => Task.Run(() =>
        {
            Thread.Sleep(1);
            return 1;
        });
    }
}
