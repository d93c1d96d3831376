using Rootline.Formats.Psa.Cose;

namespace Rootline.Proof.Attestation;

/// <summary>One key for every token, named by the operator.</summary>
/// <param name="key">The key; remains the caller's.</param>
public sealed class OneTokenKey(TokenKey key) : ITokenKeys
{
    /// <inheritdoc/>
    public TokenKey Find(CoseMessage message, ReadOnlySpan<byte> instanceId) => key;
}
