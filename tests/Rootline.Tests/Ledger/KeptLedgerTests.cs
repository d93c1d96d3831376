using Rootline.Core.Disks;
using Rootline.Formats.Files;
using Rootline.Ledger.Log;
using Rootline.Ledger.Station;
using Rootline.Proof.Log;
using Rootline.TestSupport;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Ledger;

/// <summary>Ledgers of released schemas; they load for ever.</summary>
public sealed class KeptLedgerTests
{
    private static readonly string Kept = RepositoryRoot.PathOf("tests/vectors/nxp/log/station-schema-1.db");

    [Fact]
    public void The_log_of_schema_1_verifies()
    {
        byte[] pem = File.ReadAllBytes(RepositoryRoot.PathOf("tests/vectors/nxp/log/log_puk.pem"));
        using var key = KeyFile.ReadPublic(pem).OrThrow();
        using var log = LogReader.Open(Kept, new OsDisk());
        Assert.Equal("20260001", log.CardId);
        var verdict = LogVerifier.Verify(log, new() { Key = key, ExpectCounter = 2 });
        Assert.True(verdict.Ok);
        Assert.Equal(2, verdict.Verified);
    }

    [Fact]
    public void The_ledger_of_schema_1_opens_and_goes_on()
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("log.db");
        File.Copy(Kept, path);
        using var ledger = StationLedger.Open(path, "20260001", new() { Disk = new OsDisk() }, StationTrip.Clock);
        Assert.Equal([RunState.Done], ledger.RunsOf(StationTrip.Chip).Select(r => r.State));
        Assert.Equal([RunState.Abandoned, RunState.Spent], ledger.RunsOf(StationTrip.OtherChip).Select(r => r.State));
        Assert.Equal(["fae4f3469afcfe1a443ba500cd0cdc2704f1ea51d2f898bc0f681c3fbf3a6e4b", "80ceef168fb0acc66854b741905427f4b7c8dd5b9b9287b261b4691bec3d4c64"], ledger.DeviceRecords().Select(d => d.Id));
        Assert.Equal(4, ledger.Begin(StationTrip.Chip).Id);
    }
}
