using Rootline.Core.Power;

namespace Rootline.Core.Wires;

/// <summary>A reader with a virtual card in it, in memory. A card whose power went is mute.</summary>
/// <param name="name">The reader's name in messages.</param>
/// <param name="card">The card.</param>
public sealed class CardSlot(string name, IPacketDevice card) : IPacketWire
{
    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <summary>True once the card's power went while it worked.</summary>
    public bool CardIsDead { get; private set; }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Identity => card.Identity;

    /// <inheritdoc/>
    public byte[] Exchange(ReadOnlySpan<byte> packet)
    {
        if (!CardIsDead)
        {
            try
            {
                return card.Answer(packet);
            }
            catch (PowerLostException)
            {
                CardIsDead = true;
            }
        }

        throw WireFaults.CardMute.Exception($"the card in {Name} does not answer");
    }

    /// <inheritdoc/>
    public void Reset()
    {
        if (!CardIsDead)
            card.Reset();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
