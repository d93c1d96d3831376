using Rootline.Core.Faults;

namespace Rootline.Line.Nxp;

/// <summary>Faults of the station's flow.</summary>
public static class LineFaults
{
    /// <summary>The chip is done already.</summary>
    public static readonly FaultCode HasUnit = new(
        "device-has-unit", Party.Device, "this chip has used a unit of this card before", "take the chip out if it is done, or pass it over with --skip-done; only if it must use another unit, run with --spend-another-unit");

    /// <summary>The chip is closed and this log knows nothing of it.</summary>
    public static readonly FaultCode ClosedElsewhere = new(
        "device-closed-elsewhere", Party.Device, "the chip is provisioned already, and not by this station's log", "take the chip out and look for it in the other stations' logs");

    /// <summary>The chip's provisioning was begun and this log knows nothing of it.</summary>
    public static readonly FaultCode BegunElsewhere = new(
        "device-begun-elsewhere", Party.Device, "the chip's provisioning was begun by another station and not finished", "finish it at that station: its log holds the chip's unit; only if that log is lost, run with --spend-another-unit");

    /// <summary>The chip lost its session, so the unit it used is spent.</summary>
    public static readonly FaultCode SessionLost = new(
        "device-session-lost", Party.Device, "the chip lost the keys of its session and can never use its card answer; the unit is spent and recorded as spent", "run again with --spend-another-unit to use another unit for this chip, or scrap the chip");

    /// <summary>The chip refuses the content of its answer, and will do so again.</summary>
    public static readonly FaultCode RefusesAnswer = new(
        "device-refuses-answer", Party.Device, "the chip refuses its card answer and will refuse it again; the unit is used", "have the status judged: card and chip may not fit together; then end the run with: rootline line settle");

    /// <summary>What the chip shows contradicts what the journal says.</summary>
    public static readonly FaultCode Contradiction = new(
        "device-contradicts-journal", Party.Device, "the chip's state contradicts the station's journal", "set the chip aside: its unit is recorded as unconfirmed; have the record judged before it is used");

    /// <summary>The provisioning firmware is not running.</summary>
    public static readonly FaultCode FirmwareNotRunning = new(
        "device-firmware-not-running", Party.Device, "the provisioning firmware did not start", "check that the provisioning firmware belongs to this chip family, then run again");

    /// <summary>There is no provisioning firmware to load.</summary>
    public static readonly FaultCode NoFirmware = new(
        "line-no-provisioning-firmware", Party.Operator, "the chip waits in its ROM and no provisioning firmware is configured", "set prov_firmware in the configuration, or load it before");

    /// <summary>The chip does not name itself, or names itself differently.</summary>
    public static readonly FaultCode Identity = new(
        "device-identity", Party.Device, "the chip does not name itself, or its certificate names another chip", "check that one chip only is on this wire, and its family");

    /// <summary>The chip's response cannot be right.</summary>
    public static readonly FaultCode Response = new(
        "device-response", Party.Device, "the chip's response is not what a genuine chip answers to this challenge", "do not use the chip: it is not genuine, or its wire is disturbed; no unit was used");

    /// <summary>The card's answer does not belong to what was asked.</summary>
    public static readonly FaultCode Answer = new(
        "card-answer-wrong", Party.Card, "the card's answer is not for this chip", "stop the line and have card and station examined: a unit was counted; nothing was given to the chip");

    /// <summary>The card's answer is longer than the chip's message buffer.</summary>
    public static readonly FaultCode BufferSmall = new(
        "line-buffer-small", Party.Operator, "the card's answer does not fit the message buffer", "set a larger buffer in the configuration, then run again: the unit is recorded and the chip gets the stored answer");

    /// <summary>The card counted units that this log does not hold.</summary>
    public static readonly FaultCode CardAhead = new(
        "card-ahead-of-log", Party.Station, "the card counted units that this log does not hold", "use the log that goes with this card; only if it is lost, run with --accept-lost-records: the gap stays visible in the log");

    /// <summary>The log holds more units than the card counted.</summary>
    public static readonly FaultCode CardBehind = new(
        "card-behind-log", Party.Card, "the log holds more units than the card has counted", "use the card that goes with this log; a card file must never be an older copy");

    /// <summary>The card is for another family.</summary>
    public static readonly FaultCode CardFamily = new(
        "card-family", Party.Operator, "the card was personalised for another family than the configuration's", "use the card for this product, or correct family in the configuration");

    /// <summary>The chip is of another family.</summary>
    public static readonly FaultCode ChipFamily = new(
        "device-family", Party.Device, "the chip's protected pages are not where its family has them", "check which chip is in the socket, and family in the configuration; nothing was changed in the chip");

    /// <summary>The CFPA's version cannot rise.</summary>
    public static readonly FaultCode CfpaVersion = new(
        "device-cfpa-version", Party.Device, "the version of the chip's CFPA cannot rise any more", "set the chip aside: its root keys cannot be enabled");
}
