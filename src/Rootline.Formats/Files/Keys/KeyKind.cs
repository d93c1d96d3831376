namespace Rootline.Formats.Files.Keys;

/// <summary>A kind of key that files hold: algorithm and size.</summary>
public enum KeyKind
{
    /// <summary>RSA, 2048 bits.</summary>
    Rsa2048,

    /// <summary>RSA, 3072 bits.</summary>
    Rsa3072,

    /// <summary>RSA, 4096 bits: for SB2 files only.</summary>
    Rsa4096,

    /// <summary>ECDSA and ECDH over P-256.</summary>
    EcP256,

    /// <summary>ECDSA over P-384.</summary>
    EcP384,

    /// <summary>Ed25519 (RFC 8032).</summary>
    Ed25519,

    /// <summary>X25519 (RFC 7748): agrees, does not sign.</summary>
    X25519,
}
