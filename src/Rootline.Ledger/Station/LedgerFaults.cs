using Rootline.Core.Faults;

namespace Rootline.Ledger.Station;

/// <summary>Faults of the station's ledger.</summary>
public static class LedgerFaults
{
    /// <summary>Another station works on the ledger.</summary>
    public static readonly FaultCode InUse = new(
        "ledger-in-use", Party.Operator, "another station works on the ledger", "end the other station, or give this one a ledger and a card of its own");

    /// <summary>The ledger belongs to another card.</summary>
    public static readonly FaultCode OtherCard = new(
        "ledger-other-card", Party.Operator, "the ledger belongs to another card", "insert the ledger's card, or name the ledger of this card");

    /// <summary>The ledger is that of a station without a card.</summary>
    public static readonly FaultCode NoCard = new(
        "ledger-no-card", Party.Operator, "the ledger belongs to a station without a card", "give the station of the card a ledger of its own");

    /// <summary>The ledger is a card's.</summary>
    public static readonly FaultCode HasCard = new(
        "ledger-has-card", Party.Operator, "the ledger belongs to a card, and the scheme has none", "give the devices without a card a ledger of their own");

    /// <summary>The file is a log of version 1.</summary>
    public static readonly FaultCode LogVersion1 = new(
        "ledger-log-version-1", Party.File, "the file is an audit log of version 1, which does not say whose card it is", "export it as version 2 under the card's id, then use the exported file");

    /// <summary>The ledger was written by a newer version.</summary>
    public static readonly FaultCode Newer = new(
        "ledger-newer", Party.File, "the ledger has a schema version that this version does not know", "use the version that wrote it or a later one");

    /// <summary>The file holds no device records.</summary>
    public static readonly FaultCode NoDevices = new(
        "ledger-no-devices", Party.File, "the file is an audit log that no station of this product wrote: it holds no device records", "name the station's own file; an export or a log of the original has none");

    /// <summary>Records of the card never reached this ledger.</summary>
    public static readonly FaultCode LostRecord = new(
        "ledger-lost-record", Party.Station, "records of the card never reached this ledger", "find the ledger that holds them; where it is lost, the units are spent and must be accepted as lost by name");

    /// <summary>The card repeated a counter that the ledger holds.</summary>
    public static readonly FaultCode OldRecord = new(
        "ledger-old-record", Party.Card, "the card's record carries a counter that the ledger holds already", "check that the card was not exchanged or set back; do not use the answer");

    /// <summary>The card's record does not follow the ledger's last one.</summary>
    public static readonly FaultCode BrokenChain = new(
        "ledger-broken-chain", Party.Card, "the card's record does not follow the ledger's last record", "verify the log: either its last record was changed or the card is another one");

    /// <summary>A step was recorded that the run's state does not allow.</summary>
    public static readonly FaultCode Transition = new(
        "ledger-transition", Party.Internal, "a step was recorded that the state of the run does not allow", "keep the ledger as it is and report this with the command that was run");

    /// <summary>A device record does not fit its run.</summary>
    public static readonly FaultCode RecordMismatch = new(
        "ledger-record-mismatch", Party.Internal, "a device record does not fit its run", "keep the ledger as it is and report this with the command that was run");

    /// <summary>The ledger failed before and is not used again.</summary>
    public static readonly FaultCode Unusable = new(
        "ledger-unusable", Party.Station, "the ledger failed before and is not written again", "run the same command again: opening the ledger tells what is durable");
}
