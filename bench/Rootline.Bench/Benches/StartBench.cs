namespace Rootline.Bench.Benches;

/// <summary>How much processor time short commands take, beside a .NET program that does nothing.</summary>
internal static class StartBench
{
    private const double MostSeconds = 0.12;

    public static BenchTable Run(BenchOptions options)
    {
        int rounds = options.RoundsOf(30, 5);
        string floor = Path.Combine(AppContext.BaseDirectory, "Rootline.Bench");
        string[][] commands = [["--help"], ["--version"], ["log", "verify", "--help"]];
        var ours = commands.Select(_ => new List<double>()).ToList();
        var peer = new List<double>();
        for (int round = -1; round < rounds; round++)
        {
            double nothing = Child.ProcessorTime(floor, "nothing").TotalSeconds;
            double[] times = [.. commands.Select(c => Child.ProcessorTime(options.Command, c).TotalSeconds)];
            // The first round warms the page cache.
            if (round < 0)
                continue;
            peer.Add(nothing);
            for (int i = 0; i < times.Length; i++)
                ours[i].Add(times[i]);
        }

        var rows = commands.Select((c, i) => new BenchRow(
            $"rootline {string.Join(' ', c)}", "s, user + system", new(ours[i]), new(peer), new Sample(ours[i]).Over(new(peer)), i == 0 ? $"under {MostSeconds:0.00} s" : "-"));
        return new("start", "a .NET program whose Main returns 0 (the ratio is ours over its)", [.. rows], []);
    }
}
