using Rootline.Core.Faults;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cose;
using Rootline.Formats.Records;

namespace Rootline.Line.Nordic.Retire;

/// <summary>Judges a token of a part that has a record: whether it is this part's, and what it says of its lifecycle.</summary>
public static class KnownToken
{
    /// <summary>Judges a token.</summary>
    /// <param name="token">COSE_Sign1.</param>
    /// <param name="known">What the part's record says of its key.</param>
    /// <returns>The lifecycle, or <see cref="NordicLineFaults.Token"/>.</returns>
    public static Parsed<SecurityLifecycle> Judge(ReadOnlyMemory<byte> token, DeviceAttestation known)
    {
        if (!CoseMessage.Parse(token).Try(out var message, out var fault) || !ClaimSet.Parse(message.Payload).Try(out var claims, out fault))
            return fault;
        if (known.PublicKey is not { } spki)
            return NordicLineFaults.Token.Fault("the part's record has no public key");
        if (!TokenKey.FromSpki(Convert.FromHexString(spki)).Try(out var key, out fault))
            return fault;
        using (key)
        {
            if (key.Check(message) is { } wrong)
                return NordicLineFaults.Token.Fault($"{wrong.What}: it is not a token of the part that was named");
        }

        if (claims.InstanceId is not { } id || Convert.ToHexStringLower(id.Span) != known.InstanceId)
            return NordicLineFaults.Token.Fault("its instance id is not that of the part's record");
        var labels = claims.Find(ClaimLabels.Rfc9783.InstanceId) is null ? ClaimLabels.Profile1 : ClaimLabels.Rfc9783;
        return claims.Find(labels.Lifecycle)?.Whole is { } claim && SecurityLifecycles.Of(claim) is { } state
            ? state
            : NordicLineFaults.Token.Fault("it says nothing of a lifecycle");
    }
}
