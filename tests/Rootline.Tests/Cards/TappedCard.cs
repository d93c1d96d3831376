using Rootline.Core.Wires;
using Rootline.Formats.Iso7816;

namespace Rootline.Tests.Cards;

/// <summary>A reader that notes every command, and can go silent: before a command arrives, or before its answer does.</summary>
public sealed class TappedCard(IPacketWire inner) : IPacketWire
{
    public List<CommandApdu> Commands { get; } = [];

    /// <summary>The command that is lost on its way to the card; none when null.</summary>
    public int? LosesCommand { get; set; }

    /// <summary>The command whose answer is lost; none when null.</summary>
    public int? LosesAnswer { get; set; }

    public string Name => inner.Name;

    public ReadOnlyMemory<byte> Identity => inner.Identity;

    public byte[] Exchange(ReadOnlySpan<byte> packet)
    {
        int index = Commands.Count;
        Commands.Add(CommandApdu.Parse(packet.ToArray()).OrThrow());
        if (index == LosesCommand)
            throw WireFaults.CardMute.Exception("no answer");
        byte[] answer = inner.Exchange(packet);
        return index == LosesAnswer ? throw WireFaults.CardMute.Exception("no answer") : answer;
    }

    public void Reset() => inner.Reset();

    public void Dispose()
    {
    }
}
