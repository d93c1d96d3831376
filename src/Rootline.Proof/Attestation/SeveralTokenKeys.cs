using Rootline.Core.Faults;
using Rootline.Formats.Psa.Cose;

namespace Rootline.Proof.Attestation;

/// <summary>Several places of keys; the first that knows a device counts.</summary>
/// <param name="places">The places; they remain the caller's.</param>
public sealed class SeveralTokenKeys(IReadOnlyList<ITokenKeys> places) : ITokenKeys
{
    /// <inheritdoc/>
    public TokenAnchor? Find(CoseMessage message, ReadOnlySpan<byte> instanceId)
    {
        foreach (var place in places)
        {
            if (place.Find(message, instanceId) is { } anchor)
                return anchor;
        }

        return null;
    }

    /// <inheritdoc/>
    public Fault? WhyNot(CoseMessage message, ReadOnlySpan<byte> instanceId)
    {
        foreach (var place in places)
        {
            if (place.WhyNot(message, instanceId) is { } fault)
                return fault;
        }

        return null;
    }

    /// <inheritdoc/>
    public Fault? Revocation(CoseMessage message, ReadOnlySpan<byte> instanceId)
    {
        foreach (var place in places)
        {
            if (place.Revocation(message, instanceId) is { } fault)
                return fault;
        }

        return null;
    }
}
