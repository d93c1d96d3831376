using Rootline.Formats.Psa.Cose;

namespace Rootline.Proof.Attestation;

/// <summary>One key for every token, named by the operator.</summary>
/// <param name="key">The key; remains the caller's.</param>
public sealed class OneTokenKey(TokenKey key) : ITokenKeys
{
    private readonly TokenAnchor _anchor = new(key, null);

    /// <inheritdoc/>
    public TokenAnchor Find(CoseMessage message, ReadOnlySpan<byte> instanceId) => _anchor;
}
