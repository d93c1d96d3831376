using Rootline.Core.Disks;
using Rootline.Core.Faults;
using Rootline.Links.Applet;

namespace Rootline.Oem.Nxp;

/// <summary>
/// Loads a card as a transaction: the plan is checked whole, the start is journaled, the card is loaded from zero and read
/// back. A load that was cut is recognised and begun anew.
/// </summary>
/// <param name="disk">Where the journals lie.</param>
/// <param name="journals">The folder of the journals.</param>
/// <param name="clock">The time of the journal's entries.</param>
public sealed class CardPersonalisation(IDisk disk, string journals, TimeProvider clock)
{
    // The object count of the vendor's own set-up sequence.
    private const byte Objects = 15;
    private const int FixedSteps = 3;

    /// <summary>Told each step of a load before it is done.</summary>
    public Action<PersonalisationStep>? Progress { get; init; }

    /// <summary>Lets <see cref="Load"/> take a card that has counted units, whose log then begins anew.</summary>
    public bool DiscardCountedUnitsAndTheirLog { get; init; }

    /// <summary>Loads a plan into a card.</summary>
    /// <param name="card">A new session.</param>
    /// <param name="plan">The plan; remains the caller's.</param>
    /// <exception cref="FaultException">The plan has faults, the card is sealed or has counted units, or refused an item.</exception>
    public PersonalisationOutcome Load(CardSession card, CardPlan plan)
    {
        CardPlanCheck.Demand(plan);
        card.Select();
        if (card.IsSealed)
            throw CardFaults.Sealed.Exception($"card {card.Id} is sealed and cannot be loaded");
        var journal = CardJournal.Open(disk, journals, card.SerialNumber, clock);
        if (journal.Last is { Step: JournalStep.Sealed })
            throw OemFaults.Contradiction.Exception($"the journal says that card {card.Id} is sealed, the card says that it is not");
        uint counted = CountedUnits(card);
        if (counted > 0 && !DiscardCountedUnitsAndTheirLog)
            throw OemFaults.Counted.Exception($"card {card.Id} has counted {counted} units");
        using var items = new CardItems(plan);
        byte[] digest = items.Digest();
        bool half = Write(card, items, journal, digest);
        Tell("read back", items.All.Count + FixedSteps, items);
        ReadBack(card, plan);
        journal.Advance(JournalStep.Loaded);
        return new(card.SerialNumber, half, counted, digest);
    }

    // Whether the card was half loaded: its journal says so, or it has a file system and cannot serve a device.
    private bool Write(CardSession card, CardItems items, CardJournal journal, byte[] digest)
    {
        bool half = journal.Last is { Step: JournalStep.Started };
        bool serves = Accepts(() => card.RequestChallenge());
        Tell(half ? "an earlier load was cut: erase the card and load it anew from zero" : "erase the card", 1, items);
        journal.Start(digest);
        bool hadFileSystem = Accepts(card.DeleteFileSystem);
        half |= hadFileSystem && !serves;
        Tell(half ? "create the file system; what a load that was cut had left is erased" : "create the file system", 2, items);
        card.CreateFileSystem(Objects);
        for (int i = 0; i < items.All.Count; i++)
        {
            Tell($"write {items.All[i].Name}", i + FixedSteps, items);
            card.SetItem(items.All[i].Id, items.All[i].Value.Memory);
        }

        return half;
    }

    // A card without quota has counted nothing.
    private static uint CountedUnits(CardSession card)
    {
        try
        {
            return card.ReadCounter();
        }
        catch (FaultException e) when (IsRefusal(e))
        {
            return 0;
        }
    }

    private static bool Accepts(Action command)
    {
        try
        {
            command();
            return true;
        }
        catch (FaultException e) when (IsRefusal(e))
        {
            return false;
        }
    }

    // A status word, as opposed to a fault of the wire: the card is alive and said no.
    private static bool IsRefusal(FaultException e) => e.Fault.VendorCode is not null;

    private static void ReadBack(CardSession card, CardPlan plan)
    {
        card.Refresh();
        var (counter, remainder) = (card.ReadCounter(), card.ReadRemainder());
        if (counter != 0 || remainder != plan.Quota)
            throw OemFaults.ReadBack.Exception($"card {card.Id} says {counter} units counted and {remainder} left, not 0 and {plan.Quota}");
        if (card.Family != plan.FamilyName)
            throw OemFaults.ReadBack.Exception($"card {card.Id} says family {card.Family}, not {plan.FamilyName}");
    }

    private void Tell(string text, int number, CardItems items) => Progress?.Invoke(new(text, number, items.All.Count + FixedSteps));
}
