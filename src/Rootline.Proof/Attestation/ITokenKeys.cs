using Rootline.Core.Faults;
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

    /// <summary>Why a token that this place has no key for was refused by it; asked only where no place has one.</summary>
    /// <param name="message">The token.</param>
    /// <param name="instanceId">As of <see cref="Find"/>.</param>
    /// <returns>Null when the place simply does not know the device.</returns>
    Fault? WhyNot(CoseMessage message, ReadOnlySpan<byte> instanceId) => null;

    /// <summary>Whether a device was revoked here: no token of it is accepted then, wherever its key is known.</summary>
    /// <param name="message">The token.</param>
    /// <param name="instanceId">As of <see cref="Find"/>.</param>
    /// <returns>When and why; null when it was not.</returns>
    Fault? Revocation(CoseMessage message, ReadOnlySpan<byte> instanceId) => null;
}
