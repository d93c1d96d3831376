using System.Globalization;
using Rootline.Bench;
using Rootline.Bench.Benches;

// The floor of every .NET program, measured beside the command's start.
if (args is ["nothing"])
    return 0;

// One program alone, for its memory.
if (args is [ChildUsage.Argument, { } program, ..])
{
    Console.Write(ChildUsage.Print(program, args[2..]));
    return 0;
}

Dictionary<string, Func<BenchOptions, BenchTable>> benches = new()
{
    ["start"] = StartBench.Run,
    ["attest"] = AttestBench.Run,
    ["download"] = DownloadBench.Run,
    ["demo"] = DemoBench.Run,
    ["verify"] = VerifyBench.Run,
    ["image"] = ImageBench.Run,
    ["boot"] = SecureBootBench.Run,
    ["chips"] = TfmChipsBench.Run,
};
string Option(string name) => args.SkipWhile(a => a != name).ElementAtOrDefault(1) ?? throw new ArgumentException($"{name} is missing");
string[] names = [.. args.TakeWhile(a => !a.StartsWith("--", StringComparison.Ordinal))];
if (names.FirstOrDefault(n => !benches.ContainsKey(n)) is { } unknown)
{
    Console.Error.WriteLine($"bench: there is no bench {unknown}; there are {string.Join(", ", benches.Keys)}");
    return 2;
}

var options = new BenchOptions(args.Contains("--quick"), args.Contains("--rounds") ? int.Parse(Option("--rounds"), CultureInfo.InvariantCulture) : null, args.Contains("--json"), Option("--folder"), Option("--command"));
var machine = Machine.Describe();
var tables = new List<BenchTable>();
foreach (string name in names is [] ? [.. benches.Keys] : names)
{
    Console.Error.WriteLine($"bench: {name}");
    tables.Add(benches[name](options));
}

Console.WriteLine(options.Json ? Report.Json(machine, tables) : Report.Markdown(machine, tables));
return 0;
