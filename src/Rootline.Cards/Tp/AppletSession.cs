using Rootline.Core.Entropy;
using Rootline.Formats.Iso7816;
using Rootline.Formats.Nxp.Applet;

namespace Rootline.Cards.Tp;

/// <summary>What a command works on: the card's memory, and what lives until the next reset.</summary>
internal sealed class AppletSession(ICardMemory memory, EntropySource entropy)
{
    public ICardMemory Memory { get; } = memory;

    public CardState State => Memory.State;

    public EntropySource Entropy { get; } = entropy;

    /// <summary>Whether the applet is selected.</summary>
    public bool IsSelected { get; set; }

    /// <summary>The open challenge, 16 bytes, or null.</summary>
    public byte[]? Challenge { get; set; }

    /// <summary>Length of the transient buffer in bytes; 0 for none.</summary>
    public ushort TransientBuffer { get; set; }

    public void Reset()
    {
        IsSelected = false;
        Challenge = null;
        TransientBuffer = 0;
    }

    public static ResponseApdu Ok(ReadOnlyMemory<byte> data = default) => new(data, StatusWord.Success);

    public static ResponseApdu Refuse(ushort statusWord) => new(default, statusWord);
}
