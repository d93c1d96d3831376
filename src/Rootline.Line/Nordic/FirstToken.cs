using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;
using Rootline.Formats.Nordic;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cose;
using Rootline.Formats.Records;

namespace Rootline.Line.Nordic;

/// <summary>
/// Enrols a part by the first token that it shows: nobody but the part knows its key, so the public half is recovered from the signature
/// and confirmed by the instance id in the same token. That proves that the part holds the key, not where the part comes from.
/// </summary>
public static class FirstToken
{
    private const int Secured = 0x30;

    /// <summary>Judges a token: signature, instance id, lifecycle SECURED, no published key.</summary>
    /// <param name="token">COSE_Sign1 with ES256.</param>
    /// <param name="takesDummy">Whether the key that everybody knows is taken.</param>
    /// <returns>How later tokens are verified, or why this one is refused.</returns>
    public static Parsed<DeviceAttestation> Enroll(ReadOnlyMemory<byte> token, bool takesDummy)
    {
        if (!CoseMessage.Parse(token).Try(out var message, out var fault))
            return fault;
        if (!ClaimSet.Parse(message.Payload).Try(out var claims, out fault))
            return fault;
        var labels = claims.Find(ClaimLabels.Profile1.InstanceId) is null ? ClaimLabels.Rfc9783 : ClaimLabels.Profile1;
        if (claims.Find(labels.InstanceId) is not { } id || claims.Find(labels.ImplementationId) is not { Content.Length: ProvisionArea.ImplementationIdLength } implementation)
            return NordicLineFaults.Token.Fault("there is no instance id or no implementation id in it");
        if (KeyOf(message, id.Content.Span) is not { } point)
            return NordicLineFaults.Token.Fault("no key that could have signed it has the instance id in it");
        if (claims.Find(labels.Lifecycle)?.Whole is not { } lifecycle || lifecycle >> 8 != Secured)
            return NordicLineFaults.NotSecured.Fault($"the lifecycle claim is 0x{claims.Find(labels.Lifecycle)?.Whole:x4}, that of SECURED is 0x3000");
        using var key = P256PublicKey.FromPoint(point)!;
        using var dummy = P256PrivateKey.FromScalar(DummyIdentityKey.Scalar)!;
        if (!takesDummy && key.Equals(dummy.PublicKey))
            return NordicLineFaults.Dummy.Fault("the token is signed with it");
        return new DeviceAttestation
        {
            InstanceId = Convert.ToHexStringLower(id.Content.Span),
            PublicKey = Convert.ToHexStringLower(key.ToSpki()),
            ImplementationId = Convert.ToHexStringLower(implementation.Content.Span),
            Token = Convert.ToHexStringLower(token.Span),
        };
    }

    private static byte[]? KeyOf(CoseMessage message, ReadOnlySpan<byte> instanceId)
    {
        if (message.Authenticator.Length != P256.SignatureLength)
            return null;
        byte[] signed = message.ToBeAuthenticated();
        foreach (byte[] point in EcdsaKeyRecovery.Candidates(message.Authenticator.Span, SHA256.HashData(signed)))
        {
            using var key = P256PublicKey.FromPoint(point);
            if (key?.Verify(signed, message.Authenticator.Span) == true && (instanceId.SequenceEqual(InstanceId.OfCoseKey(point)) || instanceId.SequenceEqual(InstanceId.OfPoint(point))))
                return point;
        }

        return null;
    }
}
