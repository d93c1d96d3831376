using Rootline.Core.Faults;
using Rootline.Core.Wires;
using Rootline.Formats.Nxp.Applet;
using Rootline.Links.Applet;
using Rootline.Oem.Nxp;
using Rootline.Tests.Cards;
using Xunit;

namespace Rootline.Tests.Oem;

public sealed class CardPersonalisationTests : IDisposable
{
    private const string Journals = "journals";
    private readonly TestVendor _vendor = new();
    private readonly TestCard _card = new();
    private readonly CardPlan _plan;

    public CardPersonalisationTests() => _plan = TestPlan.Of(_vendor, certificates: 1);

    [Fact]
    public void A_load_tells_its_steps_and_leaves_a_journal_that_says_loaded()
    {
        var steps = new List<PersonalisationStep>();
        var outcome = new CardPersonalisation(_card.Disk, Journals, TimeProvider.System) { Progress = steps.Add }.Load(new(_card.Slot), _plan);
        Assert.Equal((TestVendor.Serial, false, 0u), (outcome.Card, outcome.WasHalfLoaded, outcome.DiscardedUnits));
        Assert.Equal(Enumerable.Range(1, steps.Count), steps.Select(s => s.Number));
        Assert.All(steps, s => Assert.Equal(steps.Count, s.Total));
        Assert.Equal(JournalStep.Loaded, Journal().Last!.Step);
        Assert.Equal(outcome.Plan.ToArray(), Journal().Last!.Plan.ToArray());
    }

    [Fact]
    public void A_load_cut_at_any_command_is_recognised_and_loaded_anew_from_zero()
    {
        int commands = CommandsOfALoad();
        for (int at = 0; at < commands * 2; at++)
        {
            using var card = new TestCard();
            var tap = new TappedCard(card.Slot);
            if (at % 2 == 0)
                tap.LosesCommand = at / 2;
            else
                tap.LosesAnswer = at / 2;
            var station = new CardPersonalisation(card.Disk, Journals, TimeProvider.System);
            Assert.Equal(WireFaults.CardMute, FaultOf(() => station.Load(new(tap), _plan)));
            bool started = card.Disk.Exists(CardJournal.Open(card.Disk, Journals, TestVendor.Serial, TimeProvider.System).Path);
            Assert.Equal(started, station.Load(new(card.Slot), _plan).WasHalfLoaded);
            Assert.Equal((0u, 3u), (card.Session().ReadCounter(), card.Session().ReadRemainder()));
            card.Seal();
        }
    }

    [Fact]
    public void A_card_that_another_station_left_half_loaded_is_recognised_without_a_journal()
    {
        var session = _card.Session();
        session.CreateFileSystem(15);
        session.SetItem(ItemId.Quota, AppletCommands.QuotaValue(9));
        Assert.True(_card.Load(_plan).WasHalfLoaded);
        Assert.False(_card.Load(_plan).WasHalfLoaded);
    }

    [Fact]
    public void A_sealed_card_is_refused_and_a_half_loaded_one_is_not_sealed()
    {
        var sealing = new CardSealing(_card.Disk, Journals, TimeProvider.System);
        Assert.Equal(OemFaults.NotLoaded, FaultOf(() => sealing.SealForEver(new(_card.Slot))));
        _card.Load(_plan);
        _card.Seal();
        Assert.Equal(CardFaults.Sealed, FaultOf(() => _card.Load(_plan)));
    }

    [Fact]
    public void A_card_that_counted_units_is_loaded_only_where_that_is_said()
    {
        using var chip = _vendor.Chip();
        _card.Load(_plan);
        var session = _card.Session();
        session.CountAndWrap(chip.Respond(session.RequestChallenge(), 0));
        Assert.Equal(OemFaults.Counted, FaultOf(() => _card.Load(_plan)));
        Assert.Equal(1u, session.ReadCounter());
        var consenting = new CardPersonalisation(_card.Disk, Journals, TimeProvider.System) { DiscardCountedUnitsAndTheirLog = true };
        Assert.Equal(1u, consenting.Load(new(_card.Slot), _plan).DiscardedUnits);
        Assert.Equal(0u, _card.Session().ReadCounter());
    }

    [Fact]
    public void A_seal_cut_at_any_command_is_resolved_by_the_cards_own_state()
    {
        for (int at = 0; at < 16; at++)
        {
            using var card = new TestCard();
            card.Load(_plan);
            var tap = new TappedCard(card.Slot);
            if (at % 2 == 0)
                tap.LosesCommand = at / 2;
            else
                tap.LosesAnswer = at / 2;
            var sealing = new CardSealing(card.Disk, Journals, TimeProvider.System);
            Assert.Equal(WireFaults.CardMute, FaultOf(() => sealing.SealForEver(new(tap))));
            bool wasSealed = card.Session().IsSealed;
            Assert.Equal(!wasSealed, sealing.SealForEver(new(card.Slot)));
            Assert.True(card.Session().IsSealed);
            Assert.Equal(JournalStep.Sealed, CardJournal.Open(card.Disk, Journals, TestVendor.Serial, TimeProvider.System).Last!.Step);
            Assert.False(sealing.SealForEver(new(card.Slot)));
        }
    }

    [Fact]
    public void A_card_sealed_elsewhere_and_a_journal_of_another_card_are_named()
    {
        _card.Load(_plan);
        var session = _card.Session();
        session.SealForEver();
        Assert.True(session.IsSealed);
        Assert.Equal(CardFaults.Sealed, FaultOf(() => new CardSealing(_card.Disk, Journals, TimeProvider.System).SealForEver(new(_card.Slot))));
        using var twin = new TestCard();
        twin.Load(_plan);
        twin.Seal();
        foreach (var (path, content) in twin.Disk.Files)
            _card.Disk.Files[path] = content;
        using var blank = new TestCard();
        Assert.Equal(OemFaults.Contradiction, FaultOf(() => new CardPersonalisation(_card.Disk, Journals, TimeProvider.System).Load(new(blank.Slot), _plan)));
        Assert.Equal(OemFaults.Contradiction, FaultOf(() => new CardSealing(_card.Disk, Journals, TimeProvider.System).SealForEver(new(blank.Slot))));
    }

    [Fact]
    public void Nothing_is_sent_to_the_card_when_the_plan_has_a_fault()
    {
        using var wrong = TestPlan.Of(_vendor, quota: 0);
        var tap = new TappedCard(_card.Slot);
        Assert.Equal(OemFaults.Plan, FaultOf(() => new CardPersonalisation(_card.Disk, Journals, TimeProvider.System).Load(new(tap), wrong)));
        Assert.Empty(tap.Commands);
        Assert.Empty(_card.Disk.Files);
    }

    [Fact]
    public void The_journal_holds_no_secret_and_every_change_of_it_is_refused()
    {
        _card.Load(_plan);
        string path = Journal().Path;
        byte[] good = (byte[])_card.Disk.Files[path].Clone();
        Assert.True(good.AsSpan().IndexOf(_plan.LogKey.Scalar[..8]) < 0);
        for (int i = 0; i < good.Length; i++)
        {
            _card.Disk.Files[path] = (byte[])good.Clone();
            _card.Disk.Files[path][i] ^= 1;
            Assert.Equal(OemFaults.Journal, FaultOf(Journal));
            _card.Disk.Files[path] = good[..i];
            Assert.Equal(OemFaults.Journal, FaultOf(Journal));
        }

        Assert.Equal(OemFaults.Journal, CardJournalCodec.Parse(TestVendor.Serial + 1, good).Fault!.Code);
    }

    public void Dispose()
    {
        _plan.Dispose();
        _card.Dispose();
        _vendor.Dispose();
    }

    private CardJournal Journal() => CardJournal.Open(_card.Disk, Journals, TestVendor.Serial, TimeProvider.System);

    private int CommandsOfALoad()
    {
        using var card = new TestCard();
        var tap = new TappedCard(card.Slot);
        new CardPersonalisation(card.Disk, Journals, TimeProvider.System).Load(new(tap), _plan);
        return tap.Commands.Count;
    }

    private static FaultCode FaultOf(Action action) => Assert.Throws<FaultException>(action).Fault.Code;

    private static FaultCode FaultOf(Func<object> action) => Assert.Throws<FaultException>(action).Fault.Code;
}
