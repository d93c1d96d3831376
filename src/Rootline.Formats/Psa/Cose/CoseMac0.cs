using System.Security.Cryptography;

namespace Rootline.Formats.Psa.Cose;

/// <summary>Makes tokens with a MAC. Source: RFC 9052 6.3.</summary>
public static class CoseMac0
{
    /// <summary>Makes the token of a payload.</summary>
    /// <param name="algorithm">HMAC 256, 384 or 512.</param>
    /// <param name="keyId">The key id for the unprotected header, or null for none.</param>
    /// <param name="payload">The payload, for example a claim set.</param>
    /// <param name="key">The symmetric key.</param>
    /// <returns>The token.</returns>
    public static byte[] Authenticate(CoseAlgorithm algorithm, ReadOnlyMemory<byte>? keyId, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> key) =>
        CoseMessage.Write(algorithm, keyId, payload, Mac(algorithm, key, CoseMessage.ToBeAuthenticated(algorithm, payload)));

    /// <summary>The length of the token of a payload.</summary>
    /// <param name="algorithm">HMAC 256, 384 or 512.</param>
    /// <param name="keyId">The key id, or null.</param>
    /// <param name="payload">The payload.</param>
    public static int LengthOf(CoseAlgorithm algorithm, ReadOnlyMemory<byte>? keyId, ReadOnlySpan<byte> payload) =>
        CoseMessage.Write(algorithm, keyId, payload, new byte[algorithm.AuthenticatorLength()]).Length;

    /// <summary>The MAC of some bytes, whole.</summary>
    /// <param name="algorithm">HMAC 256, 384 or 512.</param>
    /// <param name="key">The symmetric key.</param>
    /// <param name="message">The bytes.</param>
    internal static byte[] Mac(CoseAlgorithm algorithm, ReadOnlySpan<byte> key, ReadOnlySpan<byte> message) => algorithm.IsMac()
        ? CryptographicOperations.HmacData(algorithm.Hash(), key, message)
        : throw new ArgumentException("a signature is no MAC", nameof(algorithm));
}
