using Rootline.Cards.Tp;
using Rootline.Cli.Config;
using Rootline.Cli.Frame;
using Rootline.Core.Wires;
using Rootline.Links.Applet;

namespace Rootline.Cli.Stations;

/// <summary>A card in its reader, selected. Today the reader is in memory and the card is a file.</summary>
internal sealed class OpenCard : IDisposable
{
    private readonly IDisposable _lock;
    private readonly VirtualCard _card;

    private OpenCard(IDisposable held, VirtualCard card, CardSession session) => (_lock, _card, Session) = (held, card, session);

    /// <summary>The host's side of the card.</summary>
    public CardSession Session { get; }

    /// <summary>Whether the card's keys come from a seed and protect nothing.</summary>
    public bool IsSeeded => _card.IsSeeded;

    /// <summary>Opens and selects a card.</summary>
    /// <param name="context">Disk and entropy.</param>
    /// <param name="access">Which card.</param>
    public static OpenCard Open(CommandContext context, CardAccess access)
    {
        var held = PartLock.Take(context.Disk, access.CardFile);
        VirtualCard? card = null;
        try
        {
            card = VirtualCard.Open(context.Disk, access.CardFile, access.KeysFolder, context.Entropy);
            var session = new CardSession(new CardSlot(access.CardFile, card.Device));
            session.Select();
            return new(held, card, session);
        }
        catch
        {
            card?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Takes the card's power.</summary>
    public void Dispose()
    {
        _card.Dispose();
        _lock.Dispose();
    }
}
