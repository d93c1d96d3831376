namespace Rootline.Formats.Records;

/// <summary>How a device's run ended.</summary>
public enum DeviceOutcome
{
    /// <summary>The chip confirmed that it holds what it was given.</summary>
    Done,

    /// <summary>A unit of the quota was used and this chip can never use its answer; without a card: its secrets were given up before any went out.</summary>
    Spent,

    /// <summary>The chip was given its answer and never said what became of it.</summary>
    Unconfirmed,
}
