using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Trust;

/// <summary>Faults of the three trust provisioning messages and of what they carry.</summary>
public static class TrustFaults
{
    /// <summary>A message is not of the form that its kind has.</summary>
    public static readonly FaultCode Form = new(
        "tp-message-form", Party.File, "a trust provisioning message is not of the form that its kind has", "check that the right message or file was used; it is not used");

    /// <summary>Flags hold a value that no version defines.</summary>
    public static readonly FaultCode Flags = new(
        "tp-flags", Party.File, "a flags byte holds a value that is not defined", "check the family and the number of OEM certificates in the configuration");

    /// <summary>A name means no rule for the response key.</summary>
    public static readonly FaultCode Rule = new(
        "response-key-rule", Party.Operator, "the name of a rule for the response key is not known", "give attestation (the default) or identity");

    /// <summary>The wrapped data cannot be opened with the session's keys.</summary>
    public static readonly FaultCode Unwrap = new(
        "tp-unwrap", Party.File, "the wrapped data cannot be opened with this session's keys", "it was made for another chip or another session; ask the card again for this chip");
}
