using Rootline.Core.Faults;
using Rootline.Formats.Psa.Chain;
using Rootline.Formats.Psa.Cose;

namespace Rootline.Proof.Attestation;

/// <summary>
/// Keys that tokens bring with them, certified by a maker (x5chain). The instance id must be that of the certified key, or one device of a
/// maker could speak for another. For one thread at a time; its owner disposes it.
/// </summary>
/// <param name="roots">The roots of the makers that are trusted; at least one.</param>
/// <param name="now">The time at which certificates must be valid.</param>
public sealed class ChainTokenKeys(IReadOnlyList<DeviceCertificate> roots, DateTimeOffset now) : ITokenKeys, IDisposable
{
    private TokenKey? _last;

    /// <inheritdoc/>
    public TokenAnchor? Find(CoseMessage message, ReadOnlySpan<byte> instanceId)
    {
        if (message.Header.Chain.Count == 0 || !KeyOf(message, instanceId).Try(out var key, out _))
            return null;
        _last?.Dispose();
        _last = key;
        return new(key, null);
    }

    /// <inheritdoc/>
    public Fault? WhyNot(CoseMessage message, ReadOnlySpan<byte> instanceId)
    {
        if (message.Header.Chain.Count == 0)
            return null;
        if (!KeyOf(message, instanceId).Try(out var key, out var fault))
            return fault;
        key.Dispose();
        return null;
    }

    /// <summary>Releases the key that was found last.</summary>
    public void Dispose() => _last?.Dispose();

    private Parsed<TokenKey> KeyOf(CoseMessage message, ReadOnlySpan<byte> instanceId)
    {
        if (!CertificateChain.KeyOf(message.Header.Chain, roots, now).Try(out var key, out var fault))
            return fault;
        foreach (byte[] id in key.InstanceIds)
        {
            if (instanceId.SequenceEqual(id))
                return key;
        }

        key.Dispose();
        return ChainFaults.Broken.Fault("the instance id is not that of the certified key");
    }
}
