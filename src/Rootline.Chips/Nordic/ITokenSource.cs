using Rootline.Core.Secrets;
using Rootline.Formats.Nordic.Lifecycle;

namespace Rootline.Chips.Nordic;

/// <summary>Makes attestation tokens for the application on a virtual part.</summary>
public interface ITokenSource
{
    /// <summary>Makes a token.</summary>
    /// <param name="identityKey">The identity key, 32 bytes; the caller wipes it.</param>
    /// <param name="state">The lifecycle.</param>
    /// <param name="implementationId">32 bytes.</param>
    /// <param name="bootSeed">32 bytes, drawn at this boot.</param>
    byte[] Make(Secret identityKey, NordicLifecycle state, ReadOnlyMemory<byte> implementationId, ReadOnlyMemory<byte> bootSeed);
}
