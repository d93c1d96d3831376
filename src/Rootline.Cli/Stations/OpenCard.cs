using Rootline.Cards.Tp;
using Rootline.Cli.Config;
using Rootline.Cli.Frame;
using Rootline.Core.Wires;
using Rootline.Links.Applet;

namespace Rootline.Cli.Stations;

/// <summary>A card in its reader, selected. Today the reader is in memory and the card is a file.</summary>
internal sealed class OpenCard : IDisposable
{
    private readonly VirtualCard _card;

    private OpenCard(VirtualCard card, CardSession session) => (_card, Session) = (card, session);

    /// <summary>The host's side of the card.</summary>
    public CardSession Session { get; }

    /// <summary>Whether the card's keys come from a seed and protect nothing.</summary>
    public bool IsSeeded => _card.IsSeeded;

    /// <summary>Opens and selects a card.</summary>
    /// <param name="context">Disk and entropy.</param>
    /// <param name="access">Which card.</param>
    public static OpenCard Open(CommandContext context, CardAccess access)
    {
        var card = VirtualCard.Open(context.Disk, access.CardFile, access.KeysFolder, context.Entropy);
        try
        {
            var session = new CardSession(new CardSlot(access.CardFile, card.Device));
            session.Select();
            return new(card, session);
        }
        catch
        {
            card.Dispose();
            throw;
        }
    }

    /// <summary>Takes the card's power.</summary>
    public void Dispose() => _card.Dispose();
}
