namespace Rootline.Cards.Tp;

/// <summary>What keeps a card's state without power.</summary>
public interface ICardMemory
{
    /// <summary>The state, which the applet changes and then commits.</summary>
    CardState State { get; }

    /// <summary>How many bytes an encoded state may have.</summary>
    int Capacity { get; }

    /// <summary>
    /// Makes the state durable as one step: after a power cut there is the state before or this one. After an exception the
    /// object is not used any more.
    /// </summary>
    void Commit();
}
