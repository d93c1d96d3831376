using Rootline.Formats.Nxp.Trust;
using Rootline.Ledger.Station;
using Rootline.Line.Nxp;
using Rootline.TestSupport.Factory;
using Xunit;

namespace Rootline.Tests.Line;

/// <summary>What a station does with answers that a card should not give.</summary>
public sealed class DishonestCardTests(LineFixture fixture) : IClassFixture<LineFixture>
{
    [Fact]
    public void An_answer_for_another_chip_is_given_to_no_chip_and_ends_the_station()
    {
        byte[] foreign = AnswerFor(1);
        using var floor = new FactoryFloor(fixture.Kit);
        floor.CardReader = reader => new CardTap(reader) { Answer = (command, card) => Instead(command, card, foreign) };
        var (first, second, over) = TwoTries(floor);
        Assert.Equal("card-answer-wrong", LineFixture.FaultOf(first));
        Assert.Equal(("card-answer-wrong", "card-answer-wrong"), (second, over));
        Assert.False(floor.Device.IsProvisioned);
        Assert.Equal(RunState.Proved, LineState.Of(floor, fixture.Kit).Last);
        AssertHonestCardFinishes(floor);
    }

    [Theory]
    [InlineData("garbage", "card-answer")]
    [InlineData("empty", "card-answer")]
    [InlineData("status 6F00", "card-refused")]
    public void After_an_answer_that_leaves_a_unit_in_doubt_the_card_is_asked_nothing_more(string answer, string fault)
    {
        using var floor = new FactoryFloor(fixture.Kit);
        byte[] instead = answer switch
        {
            "garbage" => [.. new PlainEntropy(3).Bytes(40), 0x90, 0x00],
            "empty" => [0x90, 0x00],
            _ => [0x6F, 0x00],
        };
        var tap = new CardTap(floor.Reader) { Answer = (command, card) => Instead(command, card, instead) };
        floor.CardReader = _ => tap;
        var (first, second, over) = TwoTries(floor);
        Assert.Equal(fault, LineFixture.FaultOf(first));
        Assert.Equal((fault, fault), (second, over));
        Assert.Equal(1, tap.Asked);
        AssertHonestCardFinishes(floor);
    }

    [Theory]
    [InlineData(0x5501, "card-quota-reached")]
    [InlineData(0x6300, "card-chain")]
    public void A_refusal_that_counts_nothing_ends_the_run_and_not_the_station(int status, string fault)
    {
        using var floor = new FactoryFloor(fixture.Kit);
        byte[] refusal = [(byte)(status >> 8), (byte)status];
        floor.CardReader = reader => new CardTap(reader) { Answer = (command, card) => CardTap.Counts(command) ? refusal : card() };
        var over = floor.Work(station =>
        {
            Assert.Equal(fault, LineFixture.FaultOf(station.Provision(floor)));
            return station.Over;
        });
        Assert.Null(over);
        Assert.Equal(RunState.Abandoned, LineState.Of(floor, fixture.Kit).Last);
        AssertHonestCardFinishes(floor);
    }

    [Fact]
    public void A_card_that_asks_for_more_keys_than_the_log_has_columns_is_refused_before_it_is_asked()
    {
        const ushort fiveKeys = 0x14;
        using var floor = new FactoryFloor(fixture.Kit);
        byte[] challenge = [.. new TpChallenge(new byte[TpChallenge.RandomLength], fiveKeys).ToBytes(), 0x90, 0x00];
        var tap = new CardTap(floor.Reader) { Answer = (command, card) => command[1] == 0x84 ? challenge : card() };
        floor.CardReader = _ => tap;
        floor.Adjust = p => p with { Family = p.Family with { KeyFlagsVersion = 1 } };
        Assert.Equal("audit-certificates", LineFixture.FaultOf(floor.Visit()));
        Assert.Equal((0, 0u), (tap.Asked, floor.CardUnits().Counter));
    }

    [Fact]
    public void An_answer_that_the_buffer_cannot_hold_is_kept_and_delivered_through_a_larger_one()
    {
        using var floor = new FactoryFloor(fixture.Kit);
        floor.Adjust = p => p with { Buffer = p.Family.Buffer with { Length = 0x300 } };
        Assert.Equal("line-buffer-small", LineFixture.FaultOf(floor.Visit()));
        Assert.Equal(RunState.Answered, LineState.Of(floor, fixture.Kit).Last);
        AssertHonestCardFinishes(floor);
    }

    private static (DeviceResult First, string? Second, string? Over) TwoTries(FactoryFloor floor) => floor.Work(station =>
    {
        var first = station.Provision(floor);
        string? over = station.Over?.Code.Id;
        var refusal = Assert.Throws<Rootline.Core.Faults.FaultException>(() => station.Provision(floor));
        return (first, refusal.Fault.Code.Id, over);
    });

    // The card counts, and somebody else answers for it.
    private static byte[] Instead(byte[] command, Func<byte[]> card, byte[] answer)
    {
        byte[] honest = card();
        return CardTap.Counts(command) ? answer : honest;
    }

    private void AssertHonestCardFinishes(FactoryFloor floor)
    {
        floor.CardReader = static reader => reader;
        floor.Adjust = static p => p;
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        var found = LineState.Of(floor, fixture.Kit);
        Assert.Equal((1u, RunState.Done), (found.Units, found.Last));
        found.AssertLogHolds(1);
    }

    private byte[] AnswerFor(int chip)
    {
        using var floor = new FactoryFloor(fixture.Kit);
        floor.Insert(chip);
        var tap = new CardTap(floor.Reader);
        floor.CardReader = _ => tap;
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        return tap.LastAnswer!;
    }
}
