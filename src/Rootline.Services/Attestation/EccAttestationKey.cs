using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Formats.Psa.Cose;

namespace Rootline.Services.Attestation;

/// <summary>An attestation key of P-256 or P-384: its tokens are COSE_Sign1. TF-M refuses one of P-521, and so does this.</summary>
internal sealed class EccAttestationKey : AttestationKey
{
    private const int P384ScalarLength = 48;
    private readonly Secret _scalar;
    private readonly ECDsa _key;
    private readonly byte[] _point;

    private EccAttestationKey(Secret scalar, ECDsa key)
    {
        (_scalar, _key) = (scalar, key);
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        _point = [.. q.X!, .. q.Y!];
    }

    /// <inheritdoc/>
    public override CoseAlgorithm Algorithm => _scalar.Length == P384ScalarLength ? CoseAlgorithm.Es384 : CoseAlgorithm.Es256;

    /// <inheritdoc/>
    public override byte[]? KeyId => InstanceId(InstanceIdRule.CoseKey)[1..];

    /// <summary>The key of a scalar; null when it is none of the two curves.</summary>
    /// <param name="scalar">d, 32 or 48 bytes, big-endian.</param>
    public static EccAttestationKey? Of(ReadOnlySpan<byte> scalar)
    {
        if (scalar.Length is not (P256.ScalarLength or P384ScalarLength) || !scalar.ContainsAnyExcept((byte)0))
            return null;
        var pinned = GC.AllocateUninitializedArray<byte>(scalar.Length, pinned: true);
        scalar.CopyTo(pinned);
        var key = ECDsa.Create();
        try
        {
            key.ImportParameters(new() { Curve = pinned.Length == P384ScalarLength ? ECCurve.NamedCurves.nistP384 : ECCurve.NamedCurves.nistP256, D = pinned });
            return new(Secret.CopyOf(scalar), key);
        }
        catch (CryptographicException)
        {
            key.Dispose();
            return null; // not below the order of the group
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pinned);
        }
    }

    /// <inheritdoc/>
    public override byte[] InstanceId(InstanceIdRule rule) =>
        rule == InstanceIdRule.Point ? Formats.Psa.InstanceId.OfPoint(_point) : Formats.Psa.InstanceId.OfCoseKey(_point);

    /// <inheritdoc/>
    public override byte[] Token(ReadOnlyMemory<byte>? keyId, ReadOnlySpan<byte> payload, EntropySource entropy) =>
        CoseSign1.Sign(Algorithm, keyId, payload, message => Sign(message, entropy));

    /// <inheritdoc/>
    protected override void Wipe()
    {
        _scalar.Dispose();
        _key.Dispose();
    }

    // With a seeded source a token is a function of its seed, as every signature of a simulation.
    private byte[] Sign(byte[] message, EntropySource entropy)
    {
        if (Algorithm == CoseAlgorithm.Es384)
            return entropy.IsSeeded ? Rfc6979.SignP384(_scalar.Span, SHA384.HashData(message)) : _key.SignData(message, HashAlgorithmName.SHA384);
        return entropy.IsSeeded ? Rfc6979.Sign(_scalar.Span, SHA256.HashData(message)) : _key.SignData(message, HashAlgorithmName.SHA256);
    }
}
