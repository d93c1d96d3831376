using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Formats.Psa.Cose;

namespace Rootline.Services.Attestation;

/// <summary>A symmetric attestation key: its tokens are COSE_Mac0.</summary>
internal sealed class SymmetricAttestationKey(CoseAlgorithm algorithm, ReadOnlySpan<byte> key) : AttestationKey
{
    private readonly Secret _key = Secret.CopyOf(key);

    /// <inheritdoc/>
    public override CoseAlgorithm Algorithm => algorithm;

    /// <inheritdoc/>
    public override byte[]? KeyId => null;

    /// <inheritdoc/>
    public override byte[] InstanceId(InstanceIdRule rule) => Formats.Psa.InstanceId.OfSymmetric(_key.Span);

    /// <inheritdoc/>
    public override byte[] Token(ReadOnlyMemory<byte>? keyId, ReadOnlySpan<byte> payload, EntropySource entropy) =>
        CoseMac0.Authenticate(algorithm, keyId, payload, _key.Span);

    /// <inheritdoc/>
    protected override void Wipe() => _key.Dispose();
}
