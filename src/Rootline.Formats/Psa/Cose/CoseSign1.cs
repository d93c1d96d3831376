namespace Rootline.Formats.Psa.Cose;

/// <summary>Makes signed tokens. Source: RFC 9052 4.4.</summary>
public static class CoseSign1
{
    /// <summary>Signs a payload.</summary>
    /// <param name="algorithm">ES256, ES384 or ES512.</param>
    /// <param name="keyId">The key id for the unprotected header, or null for none.</param>
    /// <param name="payload">The payload, for example a claim set.</param>
    /// <param name="sign">Signs the bytes it is given (not a digest of them): r‖s of <see cref="CoseAlgorithms.AuthenticatorLength"/> bytes.</param>
    /// <returns>The token.</returns>
    public static byte[] Sign(CoseAlgorithm algorithm, ReadOnlyMemory<byte>? keyId, ReadOnlySpan<byte> payload, Func<byte[], byte[]> sign)
    {
        if (algorithm.IsMac())
            throw new ArgumentException("a MAC does not sign", nameof(algorithm));
        return CoseMessage.Write(algorithm, keyId, payload, sign(CoseMessage.ToBeAuthenticated(algorithm, payload)));
    }

    /// <summary>The length of the token of a payload, without signing: it depends on nothing else.</summary>
    /// <param name="algorithm">ES256, ES384 or ES512.</param>
    /// <param name="keyId">The key id, or null.</param>
    /// <param name="payload">The payload.</param>
    public static int LengthOf(CoseAlgorithm algorithm, ReadOnlyMemory<byte>? keyId, ReadOnlySpan<byte> payload) =>
        CoseMessage.Write(algorithm, keyId, payload, new byte[algorithm.AuthenticatorLength()]).Length;
}
