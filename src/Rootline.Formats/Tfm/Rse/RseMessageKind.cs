namespace Rootline.Formats.Tfm.Rse;

/// <summary>First word of a message in the provisioning of RSE, little-endian. Source: tfm-provisioning section 8.2.</summary>
public enum RseMessageKind : uint
{
    /// <summary>Code and data for the chip to run.</summary>
    Blob = 0x1111B10B,

    /// <summary>A certificate, to the chip or from it.</summary>
    Certificate = 0x2222CE57,

    /// <summary>What the chip made: an answer only.</summary>
    ChipOutput = 0x33330C0D,

    /// <summary>Data in the clear, to the chip or from it.</summary>
    PlainData = 0x3333DA7A,

    /// <summary>Data whose maker is proved.</summary>
    AuthenticatedData = 0x4444DA7A,
}
