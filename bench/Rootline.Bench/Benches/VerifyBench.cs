using System.Globalization;
using System.Text.RegularExpressions;
using Rootline.Bench.Logs;
using Rootline.Core.Crypto;
using Rootline.Core.Disks;
using Rootline.Ledger.Log;
using Rootline.Proof.Log;

namespace Rootline.Bench.Benches;

/// <summary>Verification of a large log beside <c>openssl speed ecdsap256</c> on as many cores, in the same rounds.</summary>
internal static partial class VerifyBench
{
    private const int QuickRecords = 3_000;
    private const int Records = 100_000;

    public static BenchTable Run(BenchOptions options)
    {
        int records = options.Quick ? QuickRecords : Records;
        string path = Path.Combine(options.Folder, $"log-{records}.db");
        File.Delete(path);
        using var generator = new LogGenerator();
        Console.Error.WriteLine($"bench: signing a log of {records} records");
        generator.Write(path, records);
        var rows = ((int[])[1, 2]).SelectMany(w => Measure(path, generator.LogKey, records, w, options)).ToList();
        File.Delete(path);
        return new(
            "verify",
            "openssl speed ecdsap256, as many processes as workers, in turns with ours",
            rows,
            ["A record is one signature; reading, hashing, chain and form are in our time and not in openssl's. By the clock both compete with whatever else the machine does; by the processor they do not."]);
    }

    private static BenchRow[] Measure(string path, P256PublicKey key, int records, int workers, BenchOptions options)
    {
        int rounds = options.RoundsOf(7, 2);
        int seconds = options.Quick ? 1 : 5;
        List<double> clock = [], processor = [], peerClock = [], peerProcessor = [];
        for (int round = 0; round < rounds; round++)
        {
            peerClock.Add(OpenSsl(workers, seconds, "-elapsed"));
            var meter = Verify(path, key, records, workers);
            clock.Add(records / meter.Clock);
            processor.Add(records / meter.Processor);
            peerProcessor.Add(OpenSsl(1, seconds));
        }

        string what = $"{records:#,0} records, {workers} worker{(workers == 1 ? "" : "s")}";
        return
        [
            new($"{what}, by the clock", "verifications a second", new(clock), new(peerClock), new Sample(clock).Over(new(peerClock)), "0.95"),
            new($"{what}, by the processor", "verifications a second and core", new(processor), new(peerProcessor), new Sample(processor).Over(new(peerProcessor)), "0.95"),
        ];
    }

    private static (double Clock, double Processor) Verify(string path, P256PublicKey key, int records, int workers)
    {
        var policy = new LogPolicy { Key = key, ExpectCounter = (uint)records, Jobs = workers };
        var meter = new Meter();
        using var log = LogReader.Open(path, new OsDisk());
        var verdict = LogVerifier.Verify(log, policy);
        var took = (meter.Clock, meter.Processor);
        return verdict.Ok && verdict.Verified == records ? took : throw new InvalidOperationException($"the log of the bench is refused: {verdict.Faults[0].Text}, {workers} workers");
    }

    private static double OpenSsl(int processes, int seconds, params string[] more)
    {
        string[] several = processes == 1 ? [] : ["-multi", processes.ToString(CultureInfo.InvariantCulture)];
        string text = Child.Text("openssl", ["speed", "-seconds", seconds.ToString(CultureInfo.InvariantCulture), .. more, .. several, "ecdsap256"]);
        // The last line: name, seconds a signature, seconds a verification, signatures a second, verifications a second.
        return double.Parse(Line().Match(text).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"ecdsa \(nistp256\)\s+[0-9.]+s\s+[0-9.]+s\s+[0-9.]+\s+([0-9.]+)")]
    private static partial Regex Line();
}
