using Rootline.Core.Wires;

namespace Rootline.TestSupport.Factory;

/// <summary>Listens between station and card, and may answer in the card's place.</summary>
/// <param name="inner">The card.</param>
public sealed class CardTap(IPacketWire inner) : IPacketWire
{
    private const byte ProcessResponse = 0x89;

    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Identity => inner.Identity;

    /// <summary>The instruction bytes of all commands.</summary>
    public List<byte> Instructions { get; } = [];

    /// <summary>How often the card was asked to count.</summary>
    public int Asked => Instructions.Count(i => i == ProcessResponse);

    /// <summary>The last answer to the question that counts.</summary>
    public byte[]? LastAnswer { get; private set; }

    /// <summary>Told each command and how to pass it on to the card; gives the answer.</summary>
    public Func<byte[], Func<byte[]>, byte[]> Answer { get; set; } = static (_, card) => card();

    /// <summary>Whether a command asks the card to count.</summary>
    /// <param name="packet">The command.</param>
    public static bool Counts(byte[] packet) => packet[1] == ProcessResponse;

    /// <inheritdoc/>
    public byte[] Exchange(ReadOnlySpan<byte> packet)
    {
        byte[] command = packet.ToArray();
        Instructions.Add(command[1]);
        byte[] answer = Answer(command, () => inner.Exchange(command));
        if (Counts(command))
            LastAnswer = answer;
        return answer;
    }

    /// <inheritdoc/>
    public void Reset() => inner.Reset();

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();
}
