namespace Rootline.Links.Pkcs11;

/// <summary>How a token's key signs what it is handed.</summary>
public enum TokenSigning
{
    /// <summary>CKM_ECDSA: a digest in, r‖s out.</summary>
    Ecdsa,

    /// <summary>CKM_EDDSA: a message in, R‖S out.</summary>
    Eddsa,

    /// <summary>CKM_RSA_PKCS: a DigestInfo in.</summary>
    RsaPkcs1,

    /// <summary>CKM_RSA_PKCS_PSS with SHA-256 of 32 bytes in.</summary>
    RsaPssSha256,

    /// <summary>CKM_RSA_PKCS_PSS with SHA-384 of 48 bytes in.</summary>
    RsaPssSha384,

    /// <summary>CKM_RSA_PKCS_PSS with SHA-512 of 64 bytes in.</summary>
    RsaPssSha512,
}
