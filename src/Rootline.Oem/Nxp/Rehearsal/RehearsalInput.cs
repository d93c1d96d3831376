using Rootline.Core.Crypto;
using Rootline.Formats.Nxp;

namespace Rootline.Oem.Nxp.Rehearsal;

/// <summary>Everything that is held against each other before a card is loaded.</summary>
/// <param name="Plan">What goes into the card; remains the caller's.</param>
public sealed record RehearsalInput(CardPlan Plan)
{
    /// <summary>The product firmware (SB2 file), or null.</summary>
    public ReadOnlyMemory<byte>? Firmware { get; init; }

    /// <summary>The family that the station is configured for, or null.</summary>
    public Family? LineFamily { get; init; }

    /// <summary>The public key that the log is to be verified with, or null; remains the caller's.</summary>
    public P256PublicKey? LogKey { get; init; }

    /// <summary>The CFPA version that chips have when they come to the line; 0 for chips as they are sold.</summary>
    public uint ChipVersion { get; init; }
}
