using Rootline.Formats.Records;
using Rootline.Proof.Devices;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Proof.Devices;

public sealed class RecordVerifierTests
{
    private static readonly IReadOnlyList<SignedRecord> Chain = Make();

    [Fact]
    public void Records_that_a_station_signed_one_after_the_other_are_accepted()
    {
        var verdict = Judge(Chain);
        Assert.True(verdict.Ok);
        Assert.Equal((4, 4, 0, 0), (verdict.Records, verdict.WithSignature, verdict.WithoutSignature, verdict.OfCard));
        Assert.Equal(Chain[^1].Record.Id, verdict.Last);
        Assert.True(Judge(Chain, new() { Keys = [RecordKey.Public], Last = verdict.Last }).Ok);
        Assert.True(Judge([]).Ok);
    }

    [Fact]
    public void An_unsigned_record_is_named_and_only_accepted_by_word()
    {
        SignedRecord[] records = [Chain[0], Chain[1] with { Signature = null }, Chain[2], Chain[3]];
        var finding = Assert.Single(Judge(records).Findings);
        Assert.Equal((2, RecordRule.NotSigned, Chain[1].Record.Chip), (finding.Number, finding.Rule, finding.Chip));
        var accepted = Judge(records, new() { Keys = [RecordKey.Public], AcceptUnsigned = true });
        Assert.Equal((true, 1L), (accepted.Ok, accepted.WithoutSignature));
    }

    [Fact]
    public void A_record_of_a_card_needs_no_station_to_sign_it()
    {
        var verdict = Judge([new(Chain[0].Record with { Scheme = ProvisioningScheme.Nxp, CardId = "1234", Counter = 1, NxpRow = 1 }, null)]);
        Assert.Equal((true, 1L), (verdict.Ok, verdict.OfCard));
    }

    [Fact]
    public void What_was_changed_taken_out_added_or_moved_is_found()
    {
        var changed = Chain[1].Record with { Lot = "another" };
        Assert.Equal([(2, RecordRule.Signature), (3, RecordRule.Chain)], Rules(Judge([Chain[0], new(changed, Chain[1].Signature), Chain[2], Chain[3]])));
        Assert.Equal([(2, RecordRule.Signature)], Rules(Judge([Chain[0], Chain[1] with { Signature = Chain[0].Signature }, Chain[2], Chain[3]])));
        Assert.Equal([(2, RecordRule.Chain)], Rules(Judge([Chain[0], Chain[2], Chain[3]])));
        Assert.Equal([(1, RecordRule.Chain)], Rules(Judge([Chain[1], Chain[2], Chain[3]])));
        Assert.Equal([(2, RecordRule.Chain)], Rules(Judge([Chain[0], Chain[0], Chain[1], Chain[2]])));
        Assert.Equal([(2, RecordRule.Chain), (3, RecordRule.Chain), (4, RecordRule.Chain)], Rules(Judge([Chain[0], Chain[2], Chain[1], Chain[3]])));
    }

    [Fact]
    public void Records_missing_at_the_end_are_found_by_the_id_of_the_last_one_alone()
    {
        Assert.True(Judge(Chain.Take(3)).Ok);
        var terms = new RecordTerms { Keys = [RecordKey.Public], Last = Chain[3].Record.Id };
        Assert.Equal([(3, RecordRule.Tail)], Rules(Judge(Chain.Take(3), terms)));
        Assert.Equal([(0, RecordRule.Tail)], Rules(Judge([], terms)));
    }

    [Fact]
    public void A_key_that_is_not_given_signed_nothing() =>
        Assert.Equal(4, Judge(Chain, new() { Keys = [] }).Faults);

    [Fact]
    public void The_findings_are_kept_up_to_a_limit_and_counted_beyond_it()
    {
        var verdict = Judge(Enumerable.Repeat(Chain[0], 500));
        Assert.Equal((499L, RecordVerdict.MostFindings), (verdict.Faults, verdict.Findings.Count));
        Assert.False(verdict.Ok);
    }

    private static RecordVerdict Judge(IEnumerable<SignedRecord> records, RecordTerms? terms = null)
    {
        var verifier = new RecordVerifier(terms ?? new() { Keys = [RecordKey.Public] });
        foreach (var record in records)
            verifier.Add(record);
        return verifier.End();
    }

    private static IEnumerable<(int, RecordRule)> Rules(RecordVerdict verdict) => verdict.Findings.Select(f => ((int)f.Number, f.Rule));

    private static List<SignedRecord> Make()
    {
        List<SignedRecord> records = [];
        foreach (char device in "abcd")
        {
            var record = new DeviceRecord
            {
                Scheme = ProvisioningScheme.Tfm,
                Chip = new string(device, 32),
                Inputs = [],
                Steps = [],
                Outcome = DeviceOutcome.Done,
                CardId = null,
                Counter = null,
                NxpRow = null,
                Operator = "anna",
                Lot = "L-1",
                Time = DateTimeOffset.UnixEpoch,
                Previous = records.LastOrDefault()?.Record.Id,
            };
            records.Add(new(record, RecordSignature.Of(RecordKey.Signer, record.Id)));
        }

        return records;
    }
}
