namespace Rootline.Formats.Tfm;

/// <summary>Types of the initial attestation key as one-time memory holds them; numbers of the PSA Crypto API. Source: tfm-provisioning section 4.2.</summary>
public enum IakType : uint
{
    /// <summary>A private key of P-256: 32 bytes, big-endian. PSA_ECC_FAMILY_SECP_R1; a device looks at the low byte alone.</summary>
    SecpR1 = 0x12,

    /// <summary>A key of HMAC with SHA-256. PSA_ALG_HMAC(PSA_ALG_SHA_256).</summary>
    HmacSha256 = 0x03800009,
}
