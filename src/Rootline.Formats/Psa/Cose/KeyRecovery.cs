using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;

namespace Rootline.Formats.Psa.Cose;

/// <summary>
/// Finds the key of a device in its own token: an ECDSA signature leaves at most four keys, and the instance id tells which. It proves that
/// the device has the private half, not whose device it is: enrol where the device is known to be genuine.
/// </summary>
public static class KeyRecovery
{
    /// <summary>Recovers the key of a token.</summary>
    /// <param name="token">COSE_Sign1.</param>
    /// <returns>The key, confirmed by the instance id; the caller's.</returns>
    public static Parsed<TokenKey> Recover(ReadOnlyMemory<byte> token)
    {
        if (!CoseMessage.Parse(token).Try(out var message, out var fault))
            return fault;
        return ClaimSet.Parse(message.Payload).Try(out var claims, out fault) ? Recover(message, claims) : fault;
    }

    /// <summary>Recovers the key of a token that was read.</summary>
    /// <param name="message">The token.</param>
    /// <param name="claims">Its payload.</param>
    /// <returns>The key, confirmed by the instance id, whose signature the token has; the caller's.</returns>
    public static Parsed<TokenKey> Recover(CoseMessage message, ClaimSet claims)
    {
        if (message.Kind != CoseKind.Sign1)
            return KeyRecoveryFaults.Symmetric.Fault("the token has a MAC");
        if (TokenKey.LengthFault(message) is { } length)
            return length;
        if (claims.InstanceId is not { Length: InstanceId.Length } instance)
            return KeyRecoveryFaults.NoKey.Fault("the token claims no instance id of 33 bytes");
        byte[] digest = CryptographicOperations.HashData(message.Header.Algorithm.Hash(), message.ToBeAuthenticated());
        foreach (byte[] point in EcdsaKeyRecovery.Candidates(message.Authenticator.Span, digest))
        {
            if (TokenKey.FromPoint(point) is not { } key)
                continue;
            if (key.InstanceIds.Any(id => instance.Span.SequenceEqual(id)) && key.Check(message) is null)
                return key;
            key.Dispose();
        }

        return KeyRecoveryFaults.NoKey.Fault($"no key of the signature has instance id {Convert.ToHexStringLower(instance.Span)}");
    }
}
