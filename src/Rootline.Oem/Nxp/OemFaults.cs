using Rootline.Core.Faults;

namespace Rootline.Oem.Nxp;

/// <summary>Faults of the OEM's plan for a card and of loading it.</summary>
public static class OemFaults
{
    /// <summary>A plan has one fault or several; all are listed.</summary>
    public static readonly FaultCode Plan = new(
        "card-plan", Party.Operator, "the plan for a card cannot be loaded", "correct everything that is listed; nothing was sent to the card");

    /// <summary>A certificate profile is not usable.</summary>
    public static readonly FaultCode Profile = new(
        "oem-certificate-profile", Party.Operator, "the names, duration or serial number for OEM certificates are not usable", "correct oem_id_config");

    /// <summary>The card has counted units.</summary>
    public static readonly FaultCode Counted = new(
        "card-has-counted", Party.Operator, "the card has counted units, which loading it anew would forget", "finish its log first; then allow it with the option for cards that counted units");

    /// <summary>The card says other things than were written to it.</summary>
    public static readonly FaultCode ReadBack = new(
        "card-read-back", Party.Card, "the card does not say what was written to it", "do not seal the card; load it again, and set it aside when the fault comes back");

    /// <summary>The card was not loaded to the end.</summary>
    public static readonly FaultCode NotLoaded = new(
        "card-not-loaded", Party.Operator, "the card was not loaded to the end by this journal's plan", "personalise the card, then seal it");

    /// <summary>What is in the card is not what was rehearsed.</summary>
    public static readonly FaultCode NotRehearsed = new(
        "card-not-rehearsed", Party.Operator, "what was loaded into the card is not what was rehearsed", "rehearse the configuration that the card is loaded with, or load the card anew with the one that was rehearsed");

    /// <summary>The journal is damaged.</summary>
    public static readonly FaultCode Journal = new(
        "card-journal-damaged", Party.File, "the journal of a card is damaged or of another card", "keep a copy and delete it; a card that is not sealed is then loaded anew from zero");

    /// <summary>The journal says that the card is sealed, the card says that it is not.</summary>
    public static readonly FaultCode Contradiction = new(
        "card-journal-contradicts", Party.Card, "the journal and the card contradict each other", "set the card aside: two cards with one serial number may be in use");
}
