using Rootline.Core.Entropy;
using Rootline.Formats.Nxp.Log;
using Rootline.Proof.Log;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Proof;

/// <summary>The small rules that verdicts are made of, one by one.</summary>
public sealed class VerdictRuleTests : IDisposable
{
    private readonly CertifiedLog _card = new(new SeededEntropy(50));

    public void Dispose() => _card.Dispose();

    [Fact]
    public void A_waiver_speaks_of_a_gap_only_when_all_its_parts_are_the_same()
    {
        byte[] one = [.. Enumerable.Repeat((byte)1, 32)];
        byte[] two = [.. Enumerable.Repeat((byte)2, 32)];
        var waiver = new LogWaiver { CardId = "1", First = 4, Last = 6, Before = one, After = two, Reason = "r", By = "b", Time = default };
        var gap = new LogGap("1", 4, 6, [.. one], [.. two]);
        Assert.True(gap.IsThatOf(waiver));
        Assert.True((gap with { After = null }).IsThatOf(waiver with { After = null }));
        LogGap[] others =
        [
            gap with { CardId = "2" }, gap with { CardId = null }, gap with { First = 3 }, gap with { Last = 7 }, gap with { Before = two },
            gap with { After = one }, gap with { After = null },
        ];
        Assert.All(others, other => Assert.False(other.IsThatOf(waiver)));
        Assert.False(gap.IsThatOf(waiver with { After = null }));
        Assert.Equal((3L, 3L), (gap.Units, waiver.Units));
        Assert.Equal(4294967295L, new LogGap("1", 1, uint.MaxValue, one, null).Units);
    }

    [Theory]
    [InlineData(10, 9, 1, 0, true)]
    [InlineData(10, 9, 0, 1, true)]
    [InlineData(10, 8, 1, 1, true)]
    [InlineData(10, 10, 0, 0, true)]
    [InlineData(10, 9, 0, 0, false)]
    [InlineData(10, 10, 1, 0, false)]
    public void An_order_is_even_when_good_and_lost_are_what_was_ordered(long ordered, long good, long waived, long spent, bool even)
    {
        Assert.Equal(even, new OrderBalance(ordered, good, waived, spent, 0).IsEven);
        Assert.Equal(even, new OrderBalance(ordered, good, waived, spent, 5).IsEven);
    }

    [Fact]
    public void Faults_up_to_the_limit_are_listed_and_the_next_is_only_counted()
    {
        foreach (int extra in (int[])[0, 1])
        {
            int rows = (VerdictLimits.Faults / 2) + extra;
            var verdict = LogVerifier.Verify(Bad(rows), new() { Key = _card.LogKey.PublicKey });
            Assert.Equal((rows, rows * 2), (verdict.Records, verdict.FaultCount));
            Assert.Equal(VerdictLimits.Faults, verdict.Faults.Count);
        }
    }

    [Fact]
    public void An_empty_log_beside_others_is_no_fault_and_an_empty_card_is()
    {
        var rows = LogSample.Rows(_card.Records(2, 0));
        var cards = CardEvidence.Arrange([new("a", "1", rows, []), new("e", "1", [], [])]);
        var verdict = LogVerifier.Verify(cards, new() { Key = _card.LogKey.PublicKey });
        Assert.True(verdict.Ok, string.Join('\n', verdict.Faults));
        Assert.Equal([("e", 0L), ("a", 2L)], verdict.Logs.Select(l => (l.Name, l.Records)));
        Assert.Empty(verdict.Logs[0].EndHash);
        cards = CardEvidence.Arrange([new("a", "1", rows, []), new("e", "2", [], [])]);
        var fault = Assert.Single(LogVerifier.Verify(cards, new() { Key = _card.LogKey.PublicKey }).Faults);
        Assert.Equal((0, LogFaultKind.First, "e"), (fault.Row, fault.Kind, fault.Log));
    }

    [Fact]
    public void No_cards_at_all_prove_nothing()
    {
        var verdict = LogVerifier.Verify(Array.Empty<CardEvidence>(), new LogPolicy { Key = _card.LogKey.PublicKey });
        Assert.False(verdict.Ok);
    }

    [Fact]
    public void Without_records_a_counter_of_zero_is_the_end_and_any_other_is_missing()
    {
        foreach (var (counter, kinds) in ((uint, LogFaultKind[])[])[(0, [LogFaultKind.First]), (2, [LogFaultKind.First, LogFaultKind.Tail])])
            Assert.Equal(kinds, LogVerifier.Verify(Array.Empty<LogRow>(), new() { Key = _card.LogKey.PublicKey, ExpectCounter = counter }).Faults.Select(f => f.Kind));
    }

    private IEnumerable<LogRow> Bad(int count)
    {
        // Alike but for ids and counters: signature and chain are wrong in each, the first has a wrong beginning instead of the chain.
        var row = LogRow.Of(1, _card.Make(1, [.. Enumerable.Repeat((byte)9, 32)], 1, 0)).OrThrow() with { Signature = LogValue.Blob(new byte[64]) };
        for (int i = 0; i < count; i++)
            yield return row with { Id = i + 1, Counter = LogValue.Blob([0, 0, (byte)((i + 1) >> 8), (byte)(i + 1)]) };
    }
}
