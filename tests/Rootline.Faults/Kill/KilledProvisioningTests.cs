using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Faults.Kill;

/// <summary>
/// <c>kill -9</c> of <c>rootline tfm provision</c> at random moments of its steps. <c>ROOTLINE_KILLS</c> and <c>ROOTLINE_KILL_SEED</c> ask
/// for more kills and other moments: see <c>tests/kills</c>.
/// </summary>
public sealed class KilledProvisioningTests(ITestOutputHelper output)
{
    // Of a step's time on an idle machine; a kill that comes later falls into a step after it.
    private const int LongestDelay = 25;

    [Fact]
    public void After_a_kill_at_any_moment_the_same_command_finishes_the_device_and_records_it_once()
    {
        int kills = KillNumbers.Of("ROOTLINE_KILLS", 6);
        var random = new Random(KillNumbers.Of("ROOTLINE_KILL_SEED", 1) + 2_000_000);
        using var folder = new TempFolder();
        var killed = new KilledProvisioning(folder);
        // A station may end before its moment.
        while (killed.Kills < kills && killed.Devices < 3 * kills && killed.Violations.Count == 0)
            killed.Device(KilledProvisioning.Steps[random.Next(KilledProvisioning.Steps.Count)], TimeSpan.FromMilliseconds(random.NextDouble() * LongestDelay));
        killed.End();
        output.Tell(killed.ToString());
        Assert.Empty(killed.Violations.Take(5));
        Assert.True(killed.Kills > 0, "no station was killed");
    }
}
