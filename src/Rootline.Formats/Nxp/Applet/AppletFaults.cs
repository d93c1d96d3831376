using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Applet;

/// <summary>Faults of certificates and templates as the TP applet keeps them.</summary>
public static class AppletFaults
{
    /// <summary>A certificate blob is malformed.</summary>
    public static readonly FaultCode Blob = new(
        "card-certificate-blob", Party.File, "a certificate blob for the card is malformed", "make the blob again from the certificate");

    /// <summary>An X.509 certificate cannot serve as it must.</summary>
    public static readonly FaultCode Certificate = new(
        "certificate-unsuitable", Party.File, "an X.509 certificate is malformed or not of the kind needed here", "check that the right certificate file was named");

    /// <summary>An OEM certificate would be longer than the card's limit.</summary>
    public static readonly FaultCode TooLong = new(
        "oem-certificate-too-long", Party.Operator, "an OEM certificate would be longer than a card holds", "shorten the names in oem_id_config");
}
