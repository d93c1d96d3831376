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
    private const int IdentityBits = 256;

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
        if (!KeyRecovery.Recover(message, claims).Try(out var recovered, out fault))
            return NordicLineFaults.Token.Fault(fault.What);
        using var key = recovered;
        // The key's instance id stands at one of the two: the other claims stand beside it.
        var labels = claims.Find(ClaimLabels.Rfc9783.InstanceId) is null ? ClaimLabels.Profile1 : ClaimLabels.Rfc9783;
        if (claims.Find(labels.ImplementationId)?.Bytes is not { Length: ProvisionArea.ImplementationIdLength } implementation)
            return NordicLineFaults.Token.Fault("there is no implementation id in it");
        if (key.CurveBits != IdentityBits)
            return NordicLineFaults.Token.Fault($"it is signed with {key.Kind}, an identity key is of P-{IdentityBits}");
        if (claims.Find(labels.Lifecycle)?.Whole is not { } lifecycle || SecurityLifecycles.Of(lifecycle) != SecurityLifecycle.Secured)
            return NordicLineFaults.NotSecured.Fault($"the lifecycle claim is 0x{claims.Find(labels.Lifecycle)?.Whole:x4}, that of SECURED is 0x3000");
        if (!takesDummy && PublishedKeys.NameOf(key) is { } published)
            return NordicLineFaults.Dummy.Fault($"the token is signed with {published}");
        return new DeviceAttestation
        {
            InstanceId = Convert.ToHexStringLower(claims.InstanceId!.Value.Span),
            PublicKey = Convert.ToHexStringLower(key.ToSpki()),
            ImplementationId = Convert.ToHexStringLower(implementation.Span),
            Token = Convert.ToHexStringLower(token.Span),
        };
    }
}
