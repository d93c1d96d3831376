using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Disks;
using Rootline.Core.Faults;
using Rootline.Formats.Records;
using Rootline.Ledger.Station;
using Rootline.TestSupport;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Ledger;

/// <summary>Device records that the station's key signs.</summary>
public sealed class SignedLedgerTests : IDisposable
{
    private static readonly string Kept = RepositoryRoot.PathOf("tests/vectors/tfm/ledger/station-without-card.db");
    private readonly TempFolder _folder = new();

    private string LedgerPath => _folder.PathOf("devices.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_station_with_a_key_signs_each_record_in_the_transaction_that_ends_its_run()
    {
        using (var ledger = Open(RecordKey.Signer))
            CardlessTrip.Run(ledger);
        using var log = DeviceLog.Open(LedgerPath, new OsDisk());
        var records = log.SignedRecords().ToList();
        Assert.Equal(2, records.Count);
        Assert.All(records, r => Assert.True(r.Signature!.IsBy(RecordKey.Public, r.Record.Id)));
        Assert.Equal(records.Select(r => r.Record.Id), log.Records().Select(r => r.Id));
    }

    [Fact]
    public void A_ledger_that_was_begun_without_a_key_goes_on_with_one_and_its_old_records_stay_unsigned()
    {
        File.Copy(Kept, LedgerPath);
        using (var ledger = Open(null))
            Assert.All(ledger.SignedRecords(), r => Assert.Null(r.Signature));
        using (var ledger = Open(RecordKey.Signer))
        {
            var run = ledger.RecordDelivering(ledger.Begin(new string('e', 32), ProvisioningScheme.Tfm));
            ledger.Finish(run, CardlessTrip.RecordOf(ledger, run, DeviceOutcome.Unconfirmed));
            Assert.Equal([false, false, true], ledger.SignedRecords().Select(r => r.Signature is not null));
        }
    }

    [Fact]
    public void A_key_that_refuses_leaves_the_run_as_it_was_and_the_ledger_usable()
    {
        using var ledger = Open(new Refusing());
        var run = ledger.RecordDelivery(ledger.RecordDelivering(ledger.Begin(CardlessTrip.Bundle, ProvisioningScheme.Tfm)));
        var fault = Assert.Throws<FaultException>(() => ledger.Finish(run, CardlessTrip.RecordOf(ledger, run, DeviceOutcome.Done))).Fault;
        Assert.Equal(CoreFaults.Defect, fault.Code);
        Assert.Equal(RunState.Delivered, Assert.Single(ledger.OpenRuns()).State);
        Assert.Empty(ledger.DeviceRecords());
        Assert.Equal(2, ledger.Begin(CardlessTrip.Part, ProvisioningScheme.Nordic).Id);
    }

    private StationLedger Open(ISigner? signer) =>
        StationLedger.OpenWithoutCard(LedgerPath, new() { Disk = new OsDisk(), RecordSigner = signer }, StationTrip.Clock);

    private sealed class Refusing : ISigner
    {
        public SignatureKind Kind => SignatureKind.EcdsaP256;

        public ReadOnlySpan<byte> SubjectPublicKeyInfo => RecordKey.Public.Spki;

        public byte[] SignDigest(HashAlgorithmName algorithm, ReadOnlySpan<byte> digest) => throw CoreFaults.Defect.Exception("the token is gone");

        public byte[] SignMessage(ReadOnlySpan<byte> message) => throw CoreFaults.Defect.Exception("the token is gone");

        public void Dispose()
        {
        }
    }
}
