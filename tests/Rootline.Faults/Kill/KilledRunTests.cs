using System.Globalization;
using Rootline.TestSupport;
using Rootline.TestSupport.Cli;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Faults.Kill;

/// <summary>
/// <c>kill -9</c> of a station at random moments of a run of twenty devices. Card and chips live in the station's process and go
/// with it. The moments are a function of a seed; where they find the station is not. <c>ROOTLINE_KILLS</c> and
/// <c>ROOTLINE_KILL_SEED</c> ask for more kills and other moments: see <c>tests/kills</c>.
/// </summary>
public sealed class KilledRunTests(ITestOutputHelper output)
{
    private const int KillsOfARun = 6;

    // Of a device's time on an idle machine; a kill that comes later falls on a device after it.
    private const int LongestDelay = 150;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_a_kill_at_any_moment_every_unit_is_accounted_for(bool repeats)
    {
        int kills = KillNumbers.Of("ROOTLINE_KILLS", 12);
        var random = new Random(KillNumbers.Of("ROOTLINE_KILL_SEED", 1) + (repeats ? 0 : 1_000_000));
        using var made = Make(repeats);
        var tally = new KillTally();
        for (int run = 0; run < kills && tally.Kills < kills && tally.Violations.Count == 0; run++)
        {
            int count = Math.Min(KillsOfARun, kills - tally.Kills);
            using var factory = Copy(made);
            new KilledRun(factory, repeats, tally).Go([.. Enumerable.Range(0, count)
                .Select(_ => (random.Next(KilledRun.Devices), TimeSpan.FromMilliseconds(random.NextDouble() * LongestDelay)))]);
            if (kills > 50)
                output.WriteLine(tally.ToString());
        }

        output.Tell($"a card that {(repeats ? "repeats" : "answers once")}: {tally}");
        Assert.Empty(tally.Violations.Take(5));
    }

    private static FactoryFolder Make(bool repeats)
    {
        var factory = new FactoryFolder();
        factory.PutVendor();
        factory.WriteCard("production_quota: 200");
        factory.Demand("card make --file card.bin --keys keys --vendor vendor --serial 42" + (repeats ? "" : " --answers-once"));
        factory.Demand("card personalise -c card.yaml --seal");
        factory.Demand($"chip make --file chip.bin --vendor vendor --count {KilledRun.Devices}");
        return factory;
    }

    // The same card and chips, as new, for each run.
    private static FactoryFolder Copy(FactoryFolder made)
    {
        var factory = new FactoryFolder();
        foreach (string file in Directory.GetFiles(made.Folder, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(factory.Folder, Path.GetRelativePath(made.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }

        string chips = string.Join(", ", Enumerable.Range(1, KilledRun.Devices).Select(i => $"chip-{i.ToString("00", CultureInfo.InvariantCulture)}.bin"));
        factory.WriteLine($"chips: [{chips}], restart_pause: 0", "timeout: 0");
        return factory;
    }
}
