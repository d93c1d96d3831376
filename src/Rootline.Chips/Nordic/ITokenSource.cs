using Rootline.Core.Secrets;
using Rootline.Formats.Nordic.Lifecycle;

namespace Rootline.Chips.Nordic;

/// <summary>Makes attestation tokens for the application on a virtual part.</summary>
public interface ITokenSource
{
    /// <summary>Makes a token.</summary>
    /// <param name="identityKey">The identity key, 32 bytes; the caller wipes it.</param>
    /// <param name="facts">What the token tells.</param>
    byte[] Make(Secret identityKey, TokenFacts facts);
}

/// <summary>What a token tells of a part.</summary>
/// <param name="State">The lifecycle.</param>
/// <param name="ImplementationId">32 bytes.</param>
/// <param name="BootSeed">32 bytes, drawn at this boot.</param>
/// <param name="FirmwareDigest">SHA-256 of the firmware, 32 bytes.</param>
public sealed record TokenFacts(NordicLifecycle State, ReadOnlyMemory<byte> ImplementationId, ReadOnlyMemory<byte> BootSeed, ReadOnlyMemory<byte> FirmwareDigest);
