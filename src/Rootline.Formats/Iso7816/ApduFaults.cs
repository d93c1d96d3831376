using Rootline.Core.Faults;

namespace Rootline.Formats.Iso7816;

/// <summary>Faults of APDUs.</summary>
public static class ApduFaults
{
    /// <summary>The bytes are not an APDU.</summary>
    public static readonly FaultCode Form = new(
        "apdu-form", Party.Card, "bytes on the card's wire are not an APDU", "check that the reader holds the right card; take it out and put it back");
}
