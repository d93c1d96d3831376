namespace Rootline.Ledger.Station;

/// <summary>What of a run is durable. The names in lower case are stored.</summary>
public enum RunState
{
    /// <summary>The run exists; nothing was asked of the card.</summary>
    Started,

    /// <summary>The chip's response is durable; the card may have been asked.</summary>
    Proved,

    /// <summary>The card's answer and its record are durable; the chip was given nothing of it.</summary>
    Answered,

    /// <summary>The chip may have been given the answer: durable before its first byte goes to the chip.</summary>
    Delivering,

    /// <summary>The chip said that it took the answer.</summary>
    Delivered,

    /// <summary>The device is done and has its record.</summary>
    Done,

    /// <summary>A unit was used, and this chip can never use its answer, or never said that it did.</summary>
    Spent,

    /// <summary>The run ended before a unit was used.</summary>
    Abandoned,
}
