namespace Rootline.Core.Crypto;

/// <summary>A signature algorithm with its key size.</summary>
public enum SignatureKind
{
    /// <summary>RSA-2048, RSASSA-PSS, MGF1 and salt as long as the digest.</summary>
    Rsa2048Pss,

    /// <summary>RSA-3072, RSASSA-PSS, MGF1 and salt as long as the digest.</summary>
    Rsa3072Pss,

    /// <summary>ECDSA over P-256; the signature is the minimal DER ECDSA-Sig-Value.</summary>
    EcdsaP256,

    /// <summary>ECDSA over P-384; the signature is the minimal DER ECDSA-Sig-Value.</summary>
    EcdsaP384,

    /// <summary>Ed25519 (RFC 8032), R‖S, 64 bytes.</summary>
    Ed25519,

    /// <summary>RSA-2048, RSASSA-PKCS1-v1_5 with SHA-256: SB2 files.</summary>
    Rsa2048Pkcs1,

    /// <summary>RSA-3072, as <see cref="Rsa2048Pkcs1"/>.</summary>
    Rsa3072Pkcs1,

    /// <summary>RSA-4096, as <see cref="Rsa2048Pkcs1"/>.</summary>
    Rsa4096Pkcs1,
}
