using System.Security.Cryptography;
using Rootline.Core.Secrets;
using Rootline.Formats.Files;

namespace Rootline.Formats.Nxp.Sb2;

/// <summary>Who signs SB2.1 files: an RSA key with a self-signed certificate, alone in its root key table.</summary>
public sealed class Sb2Identity : IDisposable
{
    private readonly RSA _key;

    private Sb2Identity(RSA key, byte[] certificate, RootKeyTable rootKeys) => (_key, Certificate, RootKeys) = (key, certificate, rootKeys);

    /// <summary>The certificate, X.509 DER.</summary>
    public byte[] Certificate { get; }

    /// <summary>The root key table; its hash is what a chip's ROTKH must hold.</summary>
    public RootKeyTable RootKeys { get; }

    /// <summary>Makes an identity of a key handed in; the identity owns it from now on.</summary>
    /// <param name="key">RSA of 2048, 3072 or 4096 bits.</param>
    /// <param name="name">The certificate's common name.</param>
    /// <param name="context">When, and from what randomness.</param>
    public static Sb2Identity SelfSigned(RSA key, string name, IssueContext context) =>
        Of(key, CertificateIssue.SelfSignRsa(name, key, context));

    /// <summary>Puts a key and its certificate together again; the identity owns the key from now on.</summary>
    /// <param name="key">The key.</param>
    /// <param name="certificate">Its certificate, X.509 DER.</param>
    /// <exception cref="Core.Faults.FaultException">The certificate cannot be used, or is not that of the key.</exception>
    public static Sb2Identity Of(RSA key, byte[] certificate)
    {
        var root = RsaCertificate.Parse(certificate).OrThrow("signer's certificate");
        var numbers = key.ExportParameters(includePrivateParameters: false);
        if (!root.RootKeyHash().AsSpan().SequenceEqual(SHA256.HashData([.. numbers.Modulus!, .. numbers.Exponent!])))
            throw Sb2Faults.Certificate.Exception("the signer's certificate is not that of its key");
        return new(key, certificate, RootKeyTable.Of([root.RootKeyHash()]).OrThrow());
    }

    /// <summary>Signs: RSA PKCS#1 v1.5 with SHA-256.</summary>
    /// <param name="data">What to sign; not hashed yet.</param>
    public byte[] Sign(ReadOnlySpan<byte> data) => _key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    /// <summary>The private key as a file: PKCS #8 in PEM.</summary>
    public Secret ToPem()
    {
        using var der = Secret.Take(_key.ExportPkcs8PrivateKey());
        return PemText.Encode("PRIVATE KEY", der.Span);
    }

    /// <summary>Releases the key.</summary>
    public void Dispose() => _key.Dispose();
}
