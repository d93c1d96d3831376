using Rootline.Core.Faults;

namespace Rootline.Core.Wires;

/// <summary>Faults of what lies between two parties.</summary>
public static class WireFaults
{
    /// <summary>The other side hung up: a cable, an adapter or a reader is gone.</summary>
    public static readonly FaultCode Gone = new(
        "wire-gone", Party.Station, "the port or reader disappeared", "plug it in again, then run the same command: it goes on where it stopped");

    /// <summary>The port cannot be opened.</summary>
    public static readonly FaultCode Unusable = new(
        "wire-unusable", Party.Station, "a port cannot be opened or set up", "check the name, the cable and the access rights of the port");

    /// <summary>Another program holds the port.</summary>
    public static readonly FaultCode Busy = new(
        "wire-busy", Party.Station, "another program holds the port", "end the other program, then try again");

    /// <summary>The card does not answer any more.</summary>
    public static readonly FaultCode CardMute = new(
        "card-mute", Party.Card, "the card does not answer", "take the card out and put it back, then run the same command: a repeated question costs no unit");
}
