using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cose;
using Rootline.Formats.Tfm;
using Rootline.Formats.Tfm.Bundles;

namespace Rootline.Line.Tfm;

/// <summary>
/// Whether a token was made by the device that was just provisioned: signed with the key that was injected, for this challenge, in the life
/// cycle SECURED, with the bundle's implementation id and the key's instance id. Source: tfm-provisioning section 9.3.
/// </summary>
internal static class TokenCheck
{
    /// <summary>Judges a token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="challenge">What the device was asked with.</param>
    /// <param name="bundle">The bundle.</param>
    /// <param name="secrets">Its secrets.</param>
    /// <returns>The instance id, 33 bytes; or <see cref="TfmLineFaults.Token"/>, or why the token cannot be read.</returns>
    public static Parsed<byte[]> Judge(ReadOnlyMemory<byte> token, byte[] challenge, BundleHeader bundle, BundleSecrets secrets)
    {
        if (!CoseMessage.Parse(token).Try(out var message, out var fault) || !ClaimSet.Parse(message.Payload).Try(out var claims, out fault))
            return TfmLineFaults.Token.Fault($"the token cannot be read: {fault.What}");
        using var key = KeyOf(bundle, secrets);
        if (message.Header.Algorithm != (key.IsSymmetric ? CoseAlgorithm.Hmac256 : CoseAlgorithm.Es256) || key.Check(message) is not null)
            return TfmLineFaults.Token.Fault("its signature is not by the attestation key of the bundle");
        var labels = Bytes(claims, ClaimLabels.Profile1.Nonce) is null ? ClaimLabels.Rfc9783 : ClaimLabels.Profile1;
        if (!Is(claims, labels.Nonce, challenge))
            return TfmLineFaults.Token.Fault("its nonce is not the challenge");
        if (!Is(claims, labels.ImplementationId, Convert.FromHexString(bundle.ImplementationId)))
            return TfmLineFaults.Token.Fault("its implementation id is not that of the bundle");
        if (claims.Find(labels.Lifecycle)?.Whole is not { } lifecycle || SecurityLifecycles.Of(lifecycle) != SecurityLifecycle.Secured)
            return TfmLineFaults.Token.Fault($"its security lifecycle is {claims.Find(labels.Lifecycle)?.Whole:x}, not secured");
        return Bytes(claims, labels.InstanceId) is { } id && key.InstanceIds.Any(known => id.Span.SequenceEqual(known))
            ? id.ToArray()
            : TfmLineFaults.Token.Fault("its instance id is not that of the attestation key");
    }

    /// <summary>The instance ids that a key can have: each release makes it in its own way.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="secrets">Its secrets.</param>
    public static IReadOnlyList<byte[]> InstanceIds(BundleHeader bundle, BundleSecrets secrets)
    {
        using var key = KeyOf(bundle, secrets);
        return key.InstanceIds;
    }

    private static TokenKey KeyOf(BundleHeader bundle, BundleSecrets secrets) => (bundle.IakType == IakType.SecpR1
        ? TokenKey.FromSpki(Convert.FromHexString(bundle.IakPublicKey!))
        : TokenKey.FromSymmetric(Secret.CopyOf(secrets.Iak.Span))).OrThrow();

    private static bool Is(ClaimSet claims, long? label, byte[] value) => Bytes(claims, label) is { } bytes && bytes.Span.SequenceEqual(value);

    private static ReadOnlyMemory<byte>? Bytes(ClaimSet claims, long? label) => claims.Find(label)?.Bytes;
}
