using System.Security.Cryptography;

namespace Rootline.Formats.Psa.Cose;

/// <summary>What belongs to each algorithm.</summary>
public static class CoseAlgorithms
{
    /// <summary>The algorithm of a COSE number, or null when it is none of a token.</summary>
    /// <param name="number">The number.</param>
    public static CoseAlgorithm? Of(long number) => number is -7 or -35 or -36 or 5 or 6 or 7 ? (CoseAlgorithm)number : null;

    /// <summary>The name: <c>ES256</c>, <c>HMAC 256/256</c>.</summary>
    /// <param name="algorithm">The algorithm.</param>
    public static string Name(this CoseAlgorithm algorithm) => algorithm switch
    {
        CoseAlgorithm.Es256 => "ES256",
        CoseAlgorithm.Es384 => "ES384",
        CoseAlgorithm.Es512 => "ES512",
        CoseAlgorithm.Hmac256 => "HMAC 256/256",
        CoseAlgorithm.Hmac384 => "HMAC 384/384",
        _ => "HMAC 512/512",
    };

    /// <summary>Whether it makes a MAC and no signature.</summary>
    /// <param name="algorithm">The algorithm.</param>
    public static bool IsMac(this CoseAlgorithm algorithm) => algorithm > 0;

    /// <summary>Length of the signature (r‖s) or MAC in bytes: always the same, so that a token's length does not vary.</summary>
    /// <param name="algorithm">The algorithm.</param>
    public static int AuthenticatorLength(this CoseAlgorithm algorithm) => algorithm switch
    {
        CoseAlgorithm.Es256 => 64,
        CoseAlgorithm.Es384 => 96,
        CoseAlgorithm.Es512 => 132,
        CoseAlgorithm.Hmac256 => 32,
        CoseAlgorithm.Hmac384 => 48,
        _ => 64,
    };

    /// <summary>Bits of the key's curve; 0 for a MAC.</summary>
    /// <param name="algorithm">The algorithm.</param>
    public static int CurveBits(this CoseAlgorithm algorithm) => algorithm switch
    {
        CoseAlgorithm.Es256 => 256,
        CoseAlgorithm.Es384 => 384,
        CoseAlgorithm.Es512 => 521,
        _ => 0,
    };

    /// <summary>The digest.</summary>
    /// <param name="algorithm">The algorithm.</param>
    public static HashAlgorithmName Hash(this CoseAlgorithm algorithm) => algorithm switch
    {
        CoseAlgorithm.Es256 or CoseAlgorithm.Hmac256 => HashAlgorithmName.SHA256,
        CoseAlgorithm.Es384 or CoseAlgorithm.Hmac384 => HashAlgorithmName.SHA384,
        _ => HashAlgorithmName.SHA512,
    };
}
