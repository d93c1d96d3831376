namespace Rootline.Formats.Psa.Cose;

/// <summary>The algorithms of attestation tokens, with their COSE numbers. Source: RFC 9053 2.1 and 3.1; psa-attestation section 2.</summary>
public enum CoseAlgorithm
{
    /// <summary>ECDSA with SHA-256, on P-256.</summary>
    Es256 = -7,

    /// <summary>ECDSA with SHA-384, on P-384.</summary>
    Es384 = -35,

    /// <summary>ECDSA with SHA-512, on P-521.</summary>
    Es512 = -36,

    /// <summary>HMAC with SHA-256, the whole tag.</summary>
    Hmac256 = 5,

    /// <summary>HMAC with SHA-384, the whole tag.</summary>
    Hmac384 = 6,

    /// <summary>HMAC with SHA-512, the whole tag.</summary>
    Hmac512 = 7,
}
