using System.Runtime.Versioning;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Rootline.TestSupport;
using Rootline.TestSupport.Cli;
using Xunit;

namespace Rootline.Peers.Cli;

/// <summary>docs/ci.md says what is true: its scripts are run as they stand there, and its other ways are walked once.</summary>
[SupportedOSPlatform("linux")]
public sealed partial class CiPageTests : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "rootline.dll");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly FactoryFolder _factory = new();

    public CiPageTests() => _factory.Prepare();

    public void Dispose() => _factory.Dispose();

    [ProgramFact("python3", "sh", "timeout")]
    public void The_scripts_of_the_page_run_as_they_stand_there()
    {
        File.WriteAllText(_factory.PathOf("host.py"), Block("python"));
        File.WriteAllText(_factory.PathOf("run.sh"), Block("sh"));
        string bin = Directory.CreateDirectory(_factory.PathOf("bin")).FullName;
        ScriptFile.Write(Path.Combine(bin, "rootline"), $"#!/bin/sh\nexec dotnet '{Program}' \"$@\"\n");
        var run = ProgramRun.Finish(ProgramRun.Start("sh", _factory.Folder, $"{bin}:{Environment.GetEnvironmentVariable("PATH")}", "run.sh"));
        Assert.True(run.Exit == 0, run.Output + run.Error);
        Assert.Equal(2, run.Output.Split('\n').Count(l => l == "longest packet: 512"));
        Assert.Equal(File.ReadAllBytes(_factory.PathOf("chip.bin")), File.ReadAllBytes(_factory.PathOf("copy.bin")));
        Assert.False(Path.Exists(_factory.PathOf("ttyCHIP")) || Path.Exists(_factory.PathOf("chip.sock")) || Path.Exists(_factory.PathOf("chip.bin.lock")));
    }

    [ProgramFact("socat")]
    public void A_chip_on_TCP_is_provisioned_its_socket_answers_by_hand_and_no_trace_holds_a_secret()
    {
        using var chip = ProgramRun.Start("dotnet", _factory.Folder, null, Program, "chip", "run", "chip.bin", "--tcp", "0", "--control", "chip.sock", "--trace", "chip.trace", "--json");
        string address = JsonDocument.Parse(chip.StandardOutput.ReadLine()!).RootElement.GetProperty("ready").GetString()!;
        Assert.Matches("^tcp://127\\.0\\.0\\.1:[1-9][0-9]*$", address);
        _factory.WriteLine($"blhost_port: '{address}', blhost_timeout: 20000", "tp_target: blhost", "timeout: 0");
        var line = PatientRun.Finish(() => ProgramRun.Start("dotnet", _factory.Folder, null, Program, "line", "run", "-c", "line.yaml", "--trace", "line.trace", "--allow-seeded-keys-on-real-hardware"));
        Assert.True(line.Exit == 0, line.Error);
        var state = JsonDocument.Parse(Socat("""{"v":1,"do":"state"}""")).RootElement;
        Assert.Equal("closed", state.GetProperty("life").GetString());
        Assert.Equal("control-request", JsonDocument.Parse(Socat("nonsense")).RootElement.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("{\"v\":1,\"ok\":true}\n", Socat("""{"v":1,"do":"quit"}"""));
        Assert.True(chip.WaitForExit(Patience));
        Assert.Equal(0, chip.ExitCode);
        foreach (string name in (string[])["chip.trace", "line.trace"])
            HoldsNoSecret(File.ReadAllText(_factory.PathOf(name)));
    }

    private void HoldsNoSecret(string trace)
    {
        Assert.Contains("trust-provisioning", trace, StringComparison.Ordinal);
        Assert.Matches("(?m)^[0-9-]+T[0-9:.]+Z > data, 512 bytes$", trace);
        byte[] plain = Encoding.UTF8.GetBytes(trace);
        foreach (string key in (string[])["oem/sb_kek.txt", "oem/user_kek.txt"])
        {
            string hex = File.ReadAllText(_factory.PathOf(key)).Trim();
            Assert.Equal(64, hex.Length);
            // Any four bytes of it in a row, as text or raw.
            foreach (int i in Enumerable.Range(0, 29))
            {
                Assert.DoesNotContain(hex.Substring(2 * i, 8), trace, StringComparison.OrdinalIgnoreCase);
                Assert.True(plain.AsSpan().IndexOf(Convert.FromHexString(hex.AsSpan(2 * i, 8))) < 0);
            }
        }

        // Whatever a line says, the longest run of hexadecimal digits in it is an address.
        Assert.DoesNotMatch("[0-9a-fA-F]{9,}", trace);
    }

    private string Socat(string request)
    {
        File.WriteAllText(_factory.PathOf("request"), request + "\n");
        var run = ProgramRun.Finish(ProgramRun.Start("sh", _factory.Folder, null, "-c", "socat -t 60 - UNIX-CONNECT:./chip.sock <request"));
        Assert.True(run.Exit == 0, run.Error);
        return run.Output;
    }

    private static string Block(string language)
    {
        string page = File.ReadAllText(RepositoryRoot.PathOf("docs/ci.md"));
        return Fence().Matches(page).First(m => m.Groups[1].Value == language).Groups[2].Value;
    }

    [GeneratedRegex("^```([a-z]+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
