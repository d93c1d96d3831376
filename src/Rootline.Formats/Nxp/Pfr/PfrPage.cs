using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Pfr;

/// <summary>What CFPA and CMPA have in common: 512 bytes, a digest at the end. Source: nxp-mboot section 7.</summary>
public static class PfrPage
{
    /// <summary>Length of a page in bytes.</summary>
    public const int Length = 512;

    /// <summary>Offset of the customer data.</summary>
    public const int CustomerOffset = 0x100;

    /// <summary>Length of the customer data in bytes.</summary>
    public const int CustomerLength = 0xE0;

    /// <summary>Offset of the SHA-256 digest, 32 bytes; not zero in a sealed page.</summary>
    public const int DigestOffset = 0x1E0;

    /// <summary>What a host writes into the digest to ask for sealing: <c>SEAL</c> eight times.</summary>
    public static ReadOnlySpan<byte> SealRequest => "SEALSEALSEALSEALSEALSEALSEALSEAL"u8;

    /// <summary>A page is 512 bytes.</summary>
    /// <param name="bytes">The page.</param>
    /// <param name="name">CFPA or CMPA, for the fault's text.</param>
    internal static Fault? CheckLength(ReadOnlySpan<byte> bytes, string name) =>
        bytes.Length == Length ? null : PfrFaults.Length.Fault($"the {name} page has {bytes.Length} bytes, not {Length}");
}
