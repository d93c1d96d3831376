using Rootline.Formats.Nxp.Log;
using Rootline.Formats.Records;
using Rootline.Ledger.Station;
using Rootline.Line.Nxp;
using Rootline.Proof.Log;
using Rootline.TestSupport.Factory;

namespace Rootline.Faults.Trip;

/// <summary>The design's guarantees, as a judgement over a factory in which one device went through faults.</summary>
internal static class TripRules
{
    /// <summary>What is violated; empty when all guarantees hold.</summary>
    /// <param name="floor">The factory, everything powered.</param>
    /// <param name="kit">What was delivered.</param>
    /// <param name="last">The last visit's result.</param>
    public static List<string> Violations(FactoryFloor floor, FactoryKit kit, DeviceResult? last)
    {
        var found = new List<string>();
        if (last is not { IsDone: true })
            found.Add($"not done at the end: {last?.Fault?.ToString() ?? "no result"}");
        var (counter, remainder) = floor.CardUnits();
        if (counter != 1 || counter + remainder != 3)
            found.Add($"the card counted {counter} units and has {remainder} left for one device");
        found.AddRange(floor.Inspect(ledger => Ledger(ledger, kit, counter)));
        Chip(floor, kit, found);
        return found;
    }

    private static List<string> Ledger(StationLedger ledger, FactoryKit kit, uint counter)
    {
        var found = new List<string>();
        var rows = ledger.Records().Select(r => LogRow.Of(r.Row, r.Record).OrThrow()).ToList();
        var verdict = LogVerifier.Verify(rows, new LogPolicy { Key = kit.LogKey, ExpectCounter = counter });
        found.AddRange(verdict.Faults.Select(f => $"log row {f.Row}: {f.Kind} {f.Text}"));
        if (verdict.Records != counter)
            found.Add($"{verdict.Records} records for {counter} units");
        if (ledger.OpenRuns().Count != 0)
            found.Add($"run {ledger.OpenRuns()[0].Id} is still {ledger.OpenRuns()[0].State}");
        int done = ledger.DeviceRecords().Count(r => r.Outcome == DeviceOutcome.Done);
        if (done != 1 || ledger.DeviceRecords().Count() != 1)
            found.Add($"{done} of {ledger.DeviceRecords().Count()} device records say done, one should");
        return found;
    }

    private static void Chip(FactoryFloor floor, FactoryKit kit, List<string> found)
    {
        if (!floor.Device.IsProvisioned)
            found.Add("the chip is open");
        using var keys = floor.Device.Inside.Keys.Read();
        using var kek = keys?.SbKekAsKey();
        if (kek is null || !kek.Span.SequenceEqual(kit.SbKek))
            found.Add("the chip's SB KEK is not the OEM's");
        if (floor.Device.Inside.Session.Read() is not null)
            found.Add("the chip still holds its session");
    }
}
