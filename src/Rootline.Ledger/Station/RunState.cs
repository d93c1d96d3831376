namespace Rootline.Ledger.Station;

/// <summary>
/// What of a run is durable. The names in lower case are stored. A scheme without a card goes from <see cref="Started"/> straight to
/// <see cref="Delivering"/>.
/// </summary>
public enum RunState
{
    /// <summary>
    /// The run exists; nothing was asked of the card. Without a card: what is burned for all devices alike (public keys) may be in
    /// the chip, and nothing that is this device's alone.
    /// </summary>
    Started,

    /// <summary>The chip's response is durable; the card may have been asked.</summary>
    Proved,

    /// <summary>The card's answer and its record are durable; the chip was given nothing of it.</summary>
    Answered,

    /// <summary>
    /// The chip may have been given the answer, or where there is no card the device's own secrets: durable before their first byte
    /// goes to the chip.
    /// </summary>
    Delivering,

    /// <summary>The chip said that it took what it was given.</summary>
    Delivered,

    /// <summary>The device is done and has its record.</summary>
    Done,

    /// <summary>
    /// A unit was used, and this chip can never use its answer, or never said that it did; where there is no card, what was
    /// meant for the device was given up: its secrets may be in a chip.
    /// </summary>
    Spent,

    /// <summary>The run ended before a unit was used or a secret given.</summary>
    Abandoned,
}
