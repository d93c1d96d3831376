using Rootline.Formats.Nordic.Lifecycle;
using Rootline.Line.Nordic;
using Rootline.Line.Nordic.Debug;
using Rootline.Links.Gdb;
using Rootline.TestSupport.Nordic;
using Xunit;

namespace Rootline.Tests.Line.Nordic;

/// <summary>The same flow over the GDB remote protocol, with each server's own words.</summary>
public sealed class NordicServerTests : IDisposable
{
    private readonly NordicLab _lab = new();

    public static TheoryData<string, string> Servers
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string server in GdbServerProfile.ForNordic.Select(p => p.Name))
            {
                data.Add(server, "nrf5340");
                data.Add(server, "nrf9160");
            }

            return data;
        }
    }

    private static NordicServer Known(string server, NordicBench bench) => NordicServer.Of(GdbServerProfile.Find(server)!, bench.Chip.Part);

    public void Dispose() => _lab.Dispose();

    [Theory]
    [MemberData(nameof(Servers))]
    public void A_part_is_provisioned_with_each_servers_own_words_and_by_flash_packets_alone(string server, string part)
    {
        var bench = new NordicBench(part);
        bench.Chip.Reset();
        var words = Known(server, bench);
        var socket = new GdbBenchSocket(bench, _lab.Clock, words with { Erase = words.Erase ?? "exec EraseAll" });
        using var ledger = _lab.Open();
        var result = new NordicStation(ledger, _lab.Clock).Provision(socket, NordicLab.PlanFor(bench));

        Assert.Null(result.Fault);
        Assert.Equal(NordicLifecycle.Secured, bench.State);
        Assert.Equal(part == "nrf5340" ? 2 : 0, socket.Commands.Count(c => c == socket.Commands[0] && c != words.Profile.ResetAndRun[0]));
        Assert.Equal(2, socket.Commands.Count(c => c == words.Profile.ResetAndRun[^1]));
    }

    [Fact]
    public void A_server_without_a_command_that_erases_is_named_before_anything_is_changed()
    {
        var bench = new NordicBench();
        bench.Chip.Reset();
        var socket = new GdbBenchSocket(bench, _lab.Clock, NordicServer.Of(GdbServerProfile.JLink, bench.Chip.Part));
        using var ledger = _lab.Open();
        var result = new NordicStation(ledger, _lab.Clock).Provision(socket, NordicLab.PlanFor(bench));

        Assert.Equal(GdbLinkFaults.Unsupported, result.Fault?.Code);
        Assert.Contains("--recover-command", result.Fault!.Next, StringComparison.Ordinal);
        Assert.Empty(bench.Power.Trace);
    }
}
