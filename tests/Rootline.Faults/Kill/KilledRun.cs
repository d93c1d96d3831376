using System.Globalization;
using System.Text.RegularExpressions;
using Rootline.TestSupport;
using Rootline.TestSupport.Cli;

namespace Rootline.Faults.Kill;

/// <summary>
/// One run of twenty devices whose station is killed again and again. After each kill the accounts are drawn up, and the
/// station is started with the very command that they name.
/// </summary>
/// <param name="factory">Its folder, with a card, twenty new chips and no log.</param>
/// <param name="repeats">Whether the card repeats its answers.</param>
/// <param name="tally">Where figures and violations go.</param>
internal sealed partial class KilledRun(FactoryFolder factory, bool repeats, KillTally tally)
{
    /// <summary>How many devices.</summary>
    public const int Devices = 20;

    private const int MostStarts = 4;
    private static readonly string[] Usual = ["line", "run", "-c", "line.yaml", "--skip-done"];
    private readonly KilledStation _station = new(factory.Folder);
    private Reckoning _last = null!;

    /// <summary>Kills the station at each moment, in their order, and finishes the run.</summary>
    /// <param name="moments">A device, and how long after its beginning.</param>
    public void Go(IReadOnlyList<(int Device, TimeSpan Delay)> moments)
    {
        _last = Reckon();
        foreach (var (device, delay) in moments.OrderBy(m => m.Device))
            Kill($"chip-{(device + 1).ToString("00", CultureInfo.InvariantCulture)}.bin", delay);
        Finish();
    }

    private void Kill(string device, TimeSpan delay)
    {
        // A station that must tell of a lost unit ends by itself, before any device.
        for (int start = 0; start < MostStarts; start++)
        {
            var ended = _station.Kill(Command(), $"{device}: 0 survey", delay);
            var before = _last;
            _last = Reckon();
            if (ended is null)
            {
                tally.Killed(_last.CutAt);
                Compare(before);
                return;
            }

            Compare(before);
            tally.Missed();
            if (KilledStation.CodeOf(ended) is not ("card-ahead-of-log" or "device-has-unit" or ""))
                tally.Violate($"the station ended {ended.Exit}: {ended.Error}");
        }
    }

    private void Finish()
    {
        for (int start = 0; start < MostStarts && (start == 0 || _last.Done.Count < Devices); start++)
        {
            _station.Run([.. Command(), "--spend-another-unit", "--json"]);
            var before = _last;
            _last = Reckon();
            Compare(before);
        }

        long counted = Counted();
        if (_last.Done.Count != Devices || _last.Pending != 0 || _last.Done.Count + _last.Lost != counted)
            tally.Violate($"at the end {_last.Done.Count} of {Devices} are done, {_last.Pending} pending, {_last.Lost} lost, {counted} counted");
        tally.Finished(counted, _last.Done.Count, _last.Lost);
        VerifyLog(counted);
    }

    // Only what the accounts call lost may be missing in the log.
    private void VerifyLog(long counted)
    {
        var run = factory.Words($"log verify -l log.db -k oem/log_puk.pem --expect-counter {counted} --json");
        if ((run.Exit == 0) != (_last.Lost == 0) || run.Exit is not (0 or 3))
            tally.Violate($"log verify ended {run.Exit} with {_last.Lost} lost: {run.Output}{run.Error}");
    }

    private string[] Command() => _last.Next ?? (_last.NeedsConsent ? [.. Usual, "--accept-lost-records"] : Usual);

    private void Compare(Reckoning before)
    {
        if (before.Done.Except(_last.Done).Any())
            tally.Violate($"units {string.Join(", ", before.Done.Except(_last.Done))} were done, and are so no more");
        if (repeats && _last.Lost > 0)
            tally.Violate($"{_last.Lost} units are lost with a card that repeats");
        if (_last.Lost < before.Lost)
            tally.Violate("a lost unit is lost no more");
    }

    private Reckoning Reckon()
    {
        // Before the first station there is no log: nothing is counted either.
        var run = File.Exists(factory.PathOf("log.db"))
            ? factory.Words("log reconcile -c line.yaml --json")
            : new CliRun(0, "{\"units\":[],\"idle\":[],\"contradictions\":[],\"endChecked\":true}", "");
        var reckoning = new Reckoning(run, Counted());
        foreach (string violation in reckoning.Violations())
            tally.Violate(violation);
        return reckoning;
    }

    private long Counted() => long.Parse(Counter().Match(factory.Demand("card counters -c line.yaml").Output).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"counter +(\d+)\n")]
    private static partial Regex Counter();
}
