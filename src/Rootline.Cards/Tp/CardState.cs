using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Applet;
using Rootline.Formats.Nxp.Trust;
using Rootline.Formats.Nxp.Virtual;

namespace Rootline.Cards.Tp;

/// <summary>Everything that a TP card keeps without power.</summary>
public sealed class CardState : IDisposable
{
    /// <summary>Length of the running hash in bytes.</summary>
    public const int HashLength = 32;

    private readonly SortedDictionary<ushort, Secret> _items = [];

    /// <summary>The card's serial number.</summary>
    public required ulong Serial { get; init; }

    /// <summary>The applet's version.</summary>
    public required AppletVersion Applet { get; init; }

    /// <summary>Whether the card's keys come from a seed and protect nothing.</summary>
    public required bool IsSeeded { get; init; }

    /// <summary>Which key of a chip the applet takes for its responses.</summary>
    public ResponseKeyRule ResponseKeyRule { get; init; }

    /// <summary>
    /// Whether the card answers a response once, as the original's does: an answer that was lost on its way is lost for ever,
    /// and its unit with it. Otherwise it repeats its last answer at no cost.
    /// </summary>
    public bool AnswersOnce { get; init; }

    /// <summary>Card authentication key, 32 bytes big-endian.</summary>
    public required Secret CardKey { get; init; }

    /// <summary>Where the card is in its life.</summary>
    public CardLifecycle Lifecycle { get; set; }

    /// <summary>Object count of CREATE FILE SYSTEM; 0 where there is no file system.</summary>
    public byte Objects { get; set; }

    /// <summary>Length of the non-volatile buffer in bytes; 0 for none.</summary>
    public ushort Buffer { get; set; }

    /// <summary>Units counted.</summary>
    public uint Counter { get; set; }

    /// <summary>Hash of the last record, 32 bytes; zeros before the first.</summary>
    public ReadOnlyMemory<byte> RunningHash { get; set; } = new byte[HashLength];

    /// <summary>The last answer, or null.</summary>
    public StoredAnswer? Answer { get; set; }

    /// <summary>The items by their ids, ascending.</summary>
    public IReadOnlyDictionary<ushort, Secret> Items => _items;

    /// <summary>The state of a card that leaves its vendor.</summary>
    /// <param name="birth">What the vendor put into it; remains the caller's.</param>
    /// <param name="answersOnce">Whether it answers a response once.</param>
    public static CardState Of(CardBirth birth, bool answersOnce = false) => new()
    {
        AnswersOnce = answersOnce,
        Serial = birth.Serial,
        Applet = birth.Applet,
        IsSeeded = birth.IsSeeded,
        ResponseKeyRule = birth.ResponseKeyRule,
        CardKey = birth.CardKey.Copy(),
    };

    /// <summary>An item's value, or null.</summary>
    /// <param name="id">The item.</param>
    public Secret? Item(ItemId id) => _items.GetValueOrDefault((ushort)id);

    /// <summary>Writes an item; a value that was there is wiped.</summary>
    /// <param name="id">The item's number.</param>
    /// <param name="value">The value, which the state owns from now on.</param>
    public void Set(ushort id, Secret value)
    {
        Remove(id);
        _items.Add(id, value);
    }

    /// <summary>Wipes and removes an item.</summary>
    /// <param name="id">The item's number.</param>
    /// <returns>False when there was none.</returns>
    public bool Remove(ushort id)
    {
        if (!_items.Remove(id, out var old))
            return false;
        old.Dispose();
        return true;
    }

    /// <summary>Begins the log anew: counter 0, running hash zero, no answer.</summary>
    public void ClearLog()
    {
        Counter = 0;
        RunningHash = new byte[HashLength];
        Answer = null;
    }

    /// <summary>Wipes everything that was loaded: back to pre-personalisation.</summary>
    public void ClearFileSystem()
    {
        foreach (ushort id in _items.Keys.ToList())
            Remove(id);
        ClearLog();
        Objects = 0;
        Lifecycle = CardLifecycle.PrePersonalisation;
    }

    /// <summary>Wipes the keys and items.</summary>
    public void Dispose()
    {
        CardKey.Dispose();
        foreach (var item in _items.Values)
            item.Dispose();
    }
}
