using Rootline.Formats.Psa.Cose;

namespace Rootline.Proof.Attestation;

/// <summary>Where a verifier finds the key of a token. For one thread at a time.</summary>
public interface ITokenKeys
{
    /// <summary>Finds the key. Nothing of the token is proved yet.</summary>
    /// <param name="message">The token.</param>
    /// <param name="instanceId">The instance id that it claims; empty when it claims none.</param>
    /// <returns>The key, which stays this object's; null when it is not known.</returns>
    TokenAnchor? Find(CoseMessage message, ReadOnlySpan<byte> instanceId);
}
