using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Applet;

namespace Rootline.Links.Applet;

/// <summary>Faults that a TP card reports, or that its host sees.</summary>
public static class CardFaults
{
    /// <summary>Status word 5501.</summary>
    public static readonly FaultCode QuotaReached = new(
        "card-quota-reached", Party.Card, "the card's production quota is used up", "take the next card; devices that are done stay done");

    /// <summary>Status word 5502.</summary>
    public static readonly FaultCode NotConfigured = new(
        "card-not-configured", Party.Card, "the card was not personalised, or not to the end", "personalise the card; it is then loaded from zero");

    /// <summary>Status word 6300.</summary>
    public static readonly FaultCode Chain = new(
        "card-chain", Party.Card, "the card does not trust the device: its certificate or signature cannot be verified", "check that card and device are of the same family and vendor; set the device aside");

    /// <summary>Status word 6985.</summary>
    public static readonly FaultCode Challenge = new(
        "card-challenge", Party.Card, "the card has no open challenge, or not the one that was answered", "ask the card for a new challenge and the device for a new response; no unit was used");

    /// <summary>Status word 6982, or a card that says it is sealed.</summary>
    public static readonly FaultCode Sealed = new(
        "card-sealed", Party.Card, "the card is sealed: what it holds can never be changed", "use a card that is not sealed");

    /// <summary>Any other status word.</summary>
    public static readonly FaultCode Refused = new(
        "card-refused", Party.Card, "the card refused a command", "look up the status word in the card's documentation; what the card held is unchanged");

    /// <summary>The applet is older than this product works with.</summary>
    public static readonly FaultCode TooOld = new(
        "card-too-old", Party.Card, "the applet on the card is too old", "use a card with the required applet version");

    /// <summary>Not a TP card.</summary>
    public static readonly FaultCode Wrong = new(
        "card-wrong", Party.Card, "the card in the reader is not a TP card", "put a TP card into the reader, or name another reader");

    /// <summary>The card's answer has not the form that the command's answer has.</summary>
    public static readonly FaultCode Answer = new(
        "card-answer", Party.Card, "the card's answer is not of the form that the command's answer has", "take the card out and put it back, then run the same command");

    /// <summary>The session ended with an earlier fault.</summary>
    public static readonly FaultCode SessionOver = new(
        "card-session-over", Party.Card, "the session with the card ended with an earlier fault", "begin a new session and ask the card for its state");

    /// <summary>The fault of a status word.</summary>
    /// <param name="statusWord">Not 9000.</param>
    /// <param name="command">What was asked, for the text.</param>
    internal static Fault Of(ushort statusWord, string command)
    {
        var code = statusWord switch
        {
            StatusWord.QuotaReached => QuotaReached,
            StatusWord.NotConfigured => NotConfigured,
            StatusWord.KeyNotVerified => Chain,
            StatusWord.Conditions => Challenge,
            StatusWord.Security => Sealed,
            _ => Refused,
        };
        return code.Fault($"{command}: 0x{statusWord:X4}: {StatusWord.Meaning(statusWord)}", vendorCode: $"{statusWord:X4}");
    }
}
