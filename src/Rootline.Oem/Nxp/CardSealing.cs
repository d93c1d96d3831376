using Rootline.Core.Disks;
using Rootline.Core.Faults;
using Rootline.Links.Applet;

namespace Rootline.Oem.Nxp;

/// <summary>
/// Seals a loaded card. The intent is journaled, the card sealed, its seal state read back, the seal confirmed: a cut in
/// between is resolved by the seal state the next time.
/// </summary>
/// <param name="disk">Where the journals lie.</param>
/// <param name="journals">The folder of the journals.</param>
/// <param name="clock">The time of the journal's entries.</param>
public sealed class CardSealing(IDisk disk, string journals, TimeProvider clock)
{
    /// <summary>Seals a card for ever. Doing it again does nothing.</summary>
    /// <param name="card">A new session.</param>
    /// <param name="rehearsed">The digest of what was rehearsed (<see cref="CardPlanDigest"/>), 32 bytes; null where it is not asked for.</param>
    /// <returns>False when the card was sealed before and only the confirmation was missing, or nothing was.</returns>
    /// <exception cref="FaultException">The card was not loaded to the end, was sealed elsewhere, or refused.</exception>
    public bool SealForEver(CardSession card, ReadOnlyMemory<byte>? rehearsed = null)
    {
        card.Select();
        var journal = CardJournal.Open(disk, journals, card.SerialNumber, clock);
        if (rehearsed is { } digest && journal.Last is { } last && last.Step != JournalStep.Started && !last.Plan.Span.SequenceEqual(digest.Span))
            throw OemFaults.NotRehearsed.Exception($"card {card.Id} was loaded with {Convert.ToHexStringLower(last.Plan.Span)}, not with what was rehearsed");
        if (card.IsSealed)
        {
            Confirm(card, journal);
            return false;
        }

        switch (journal.Last?.Step)
        {
            case JournalStep.Loaded:
                journal.Advance(JournalStep.SealIntended);
                break;
            case JournalStep.SealIntended:
                break;
            case JournalStep.Sealed:
                throw OemFaults.Contradiction.Exception($"the journal says that card {card.Id} is sealed, the card says that it is not");
            default:
                throw OemFaults.NotLoaded.Exception($"card {card.Id} was not loaded to the end");
        }

        card.SealForEver();
        if (!card.IsSealed)
            throw OemFaults.ReadBack.Exception($"card {card.Id} accepted the seal and says that it is not sealed");
        journal.Advance(JournalStep.Sealed);
        return true;
    }

    private static void Confirm(CardSession card, CardJournal journal)
    {
        if (journal.Last is { Step: JournalStep.SealIntended })
            journal.Advance(JournalStep.Sealed);
        else if (journal.Last is not { Step: JournalStep.Sealed })
            throw CardFaults.Sealed.Exception($"card {card.Id} is sealed, but not by this journal", "check that the right card and journal folder were named");
    }
}
