using Rootline.Core.Faults;

namespace Rootline.Formats.Files;

/// <summary>Faults of key and certificate files. Their texts never show content.</summary>
public static class KeyFileFaults
{
    /// <summary>Not a private key.</summary>
    public static readonly FaultCode PrivateKey = new(
        "key-file-private", Party.File, "a file is not an unencrypted P-256 private key in PEM or DER", "check that the right file was named; make a key with openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256");

    /// <summary>Not a public key.</summary>
    public static readonly FaultCode PublicKey = new(
        "key-file-public", Party.File, "a file is not a P-256 key or certificate in PEM or DER", "check that the right file was named: a private key, a public key or a certificate serves");

    /// <summary>Not an RSA private key.</summary>
    public static readonly FaultCode RsaKey = new(
        "key-file-rsa", Party.File, "a file is not an unencrypted RSA private key in PEM (PKCS #8)", "check that the right file was named");

    /// <summary>Not a certificate.</summary>
    public static readonly FaultCode Certificate = new(
        "certificate-file", Party.File, "a file is not an X.509 certificate in PEM or DER", "check that the right file was named");

    /// <summary>Not a key encryption key.</summary>
    public static readonly FaultCode Kek = new(
        "kek-file", Party.File, "a file is not a key encryption key: 64 hexadecimal digits", "check that the right file was named");
}
