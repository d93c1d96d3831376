using System.Diagnostics;
using Rootline.Core.Disks;
using Rootline.Core.Faults;
using Rootline.Ledger.Station;
using Rootline.TestSupport;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Ledger;

public sealed class StationLockTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string LogPath => _folder.PathOf("log.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_station_is_refused_by_name_until_the_first_is_closed()
    {
        using (Open())
        {
            var fault = Assert.Throws<FaultException>(Open).Fault;
            Assert.Equal(LedgerFaults.InUse, fault.Code);
            Assert.Contains(LogPath, fault.What, StringComparison.Ordinal);
        }

        Open().Dispose();
    }

    [Fact]
    public void The_lock_of_a_killed_process_is_gone()
    {
        using var other = Process.Start(new ProcessStartInfo("flock", ["--no-fork", LogPath + ".lock", "sh", "-c", "echo held; read line"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("held", other.StandardOutput.ReadLine());
        Assert.Equal(LedgerFaults.InUse, Assert.Throws<FaultException>(Open).Fault.Code);
        other.Kill();
        other.WaitForExit();
        Open().Dispose();
    }

    [Fact]
    public void A_ledger_that_cannot_be_opened_holds_no_lock()
    {
        File.WriteAllText(LogPath, new string('x', 5000));
        Assert.Throws<FaultException>(Open);
        File.Delete(LogPath);
        Open().Dispose();
    }

    private StationLedger Open() =>
        StationLedger.Open(LogPath, LogSample.CardId, new() { Disk = new OsDisk() }, StationTrip.Clock);
}
