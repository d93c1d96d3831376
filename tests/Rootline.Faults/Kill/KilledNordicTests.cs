using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Faults.Kill;

/// <summary>
/// <c>kill -9</c> of <c>rootline nordic provision</c> at random moments, while the part lives on in a process of its own. The moments are a
/// function of a seed; where they find the station is not. <c>ROOTLINE_KILLS</c> and <c>ROOTLINE_KILL_SEED</c> ask for more: see
/// <c>tests/kills</c>.
/// </summary>
public sealed partial class KilledNordicTests : IDisposable
{
    private const int MostStarts = 6;

    // Milliseconds after a line: about as long as a step takes.
    private const int LongestDelay = 60;
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "rootline.dll");
    private readonly ITestOutputHelper _output;
    private readonly TempFolder _folder = new();
    private readonly SortedDictionary<string, int> _ways = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _steps = new(StringComparer.Ordinal);
    private Process? _part;
    private JsonElement _ports;

    public KilledNordicTests(ITestOutputHelper output)
    {
        _output = output;
        Demand("nordic", "firmware", "provisioning", "--part", "nrf9160", "-o", "image.bin");
        Demand("nordic", "firmware", "tfm", "--part", "nrf9160", "-o", "tfm.bin");
    }

    public void Dispose()
    {
        PowerOff();
        _folder.Dispose();
    }

    [Fact]
    public void After_a_kill_at_any_moment_the_same_command_or_the_option_that_it_names_finishes_the_part()
    {
        int kills = KillNumbers.Of("ROOTLINE_KILLS", 3);
        var random = new Random(KillNumbers.Of("ROOTLINE_KILL_SEED", 1));
        int lines = Lines();
        int missed = 0;
        for (int i = 0; i < kills; i++)
        {
            PowerOn($"part-{i}.bin");
            if (!Kill(random.Next(lines), TimeSpan.FromMilliseconds(random.NextDouble() * LongestDelay)))
                missed++;
            Settle();
            PowerOff();
        }

        _output.Tell($"{kills - missed} kills of nordic provision ({missed} ended before their moment) at steps {string.Join(", ", _steps.Select(s => $"{s.Key}: {s.Value}"))}: {string.Join(", ", _ways.Select(w => $"{w.Value} {w.Key}"))}; all parts done, each with one record");
    }

    // How many lines of progress an undisturbed run tells: a moment is one of them and a while after it.
    private int Lines()
    {
        PowerOn("part.bin");
        var run = ProgramRun.Finish(Provision());
        Assert.True(run.Exit == 0, run.Error);
        PowerOff();
        return Step().Count(run.Error);
    }

    private bool Kill(int line, TimeSpan delay)
    {
        using var station = Provision();
        string before = WaitForIt(station, line);
        var output = station.StandardOutput.ReadToEndAsync();
        var error = station.StandardError.ReadToEndAsync();
        bool ended = station.WaitForExit(delay);
        station.Kill();
        station.WaitForExit();
        output.GetAwaiter().GetResult();
        var told = Step().Matches(before + error.GetAwaiter().GetResult());
        string at = told.Count == 0 ? "0" : told[^1].Groups[1].Value;
        if (!ended)
            _steps[at] = _steps.GetValueOrDefault(at) + 1;
        return !ended;
    }

    private static string WaitForIt(Process station, int lines)
    {
        var told = new StringWriter();
        for (int count = 0; count <= lines && station.StandardError.ReadLine() is { } line; count += Step().Count(line))
            told.WriteLine(line);
        return told.ToString();
    }

    // What the operator does: the same command, and where it asks for it, the part's name or the erase.
    private void Settle()
    {
        List<string> more = [];
        string way = "finished by the same command";
        for (int start = 0; start < MostStarts; start++)
        {
            var run = ProgramRun.Finish(Provision([.. more]));
            string code = KilledStation.CodeOf(run);
            if (run.Exit == 0 || code == "nordic-done")
            {
                _ways[way] = _ways.GetValueOrDefault(way) + 1;
                DemandOneRecord();
                return;
            }

            way = code switch
            {
                "nordic-port-closed" => "named by their ids",
                "nordic-half-provisioned" => "erased and begun anew",
                _ => $"after {code}",
            };
            if (code == "nordic-half-provisioned")
                more.Add("--erase-half-provisioned");
            else if (code == "nordic-port-closed" && !more.Any(m => m.StartsWith("--device", StringComparison.Ordinal)))
                more.Add($"--device={Device}");
            else
                Assert.Fail($"{code}: {run.Error}");
        }

        Assert.Fail($"not finished: {way}");
    }

    private string Device => _ports.GetProperty("device").GetString()!;

    private void DemandOneRecord()
    {
        var run = Demand("device", "list", "-l", "devices.db", "--json");
        Assert.Equal(1, run.Output.Split($"\"{Device}\"").Length - 1);
    }

    private void PowerOn(string file)
    {
        Demand("nordic", "make", file, "--part", "nrf9160");
        _part = ProgramRun.Start("dotnet", _folder.Folder, null, Program, "nordic", "run", file, "--debug", "0", "--console", "0", "--json");
        _ports = JsonDocument.Parse(_part.StandardOutput.ReadLine()!).RootElement.Clone();
    }

    private void PowerOff()
    {
        _part?.Kill();
        _part?.WaitForExit();
        _part?.Dispose();
        _part = null;
    }

    private Process Provision(params string[] more) => ProgramRun.Start(
        "dotnet",
        _folder.Folder,
        null,
        [
            Program, "nordic", "provision", "--part=nrf9160", $"--debug={_ports.GetProperty("debug").GetString()}", $"--console={_ports.GetProperty("console").GetString()}",
            "--image=image.bin", "--firmware=tfm.bin", "-l", "devices.db", "--yes", "--json", "--patience=600", .. more,
        ]);

    private ProgramRun Demand(params string[] args)
    {
        var run = ProgramRun.Finish(ProgramRun.Start("dotnet", _folder.Folder, null, [Program, .. args]));
        Assert.True(run.Exit == 0, run.Error);
        return run;
    }

    [GeneratedRegex("\"what\":\"([0-9]+) ")]
    private static partial Regex Step();
}
