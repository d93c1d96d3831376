using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;

namespace Rootline.Formats.Files;

/// <summary>Issues X.509 certificates with keys handed in: a function of names, keys, time and entropy.</summary>
public static class CertificateIssue
{
    private const int ValidYears = 30;
    private const int SerialLength = 16;

    /// <summary>Certifies a P-256 key.</summary>
    /// <param name="subject">Common name of the subject.</param>
    /// <param name="key">The subject's key.</param>
    /// <param name="issuer">Who signs.</param>
    /// <param name="context">When, and from what randomness.</param>
    /// <returns>X.509 DER.</returns>
    public static byte[] IssueP256(string subject, P256PublicKey key, Issuer issuer, IssueContext context)
    {
        var request = new CertificateRequest(new X500DistinguishedName($"CN={subject}"), X509Keys.Of(key), HashAlgorithmName.SHA256);
        using var certificate = request.Create(
            new X500DistinguishedName($"CN={issuer.Name}"), new P256CertificateSigner(new P256Signer(issuer.Key, context.Entropy)), context.Now, context.Now.AddYears(ValidYears), Serial(context.Entropy));
        return certificate.RawData;
    }

    /// <summary>Self-signs an RSA key as an end entity, as SB2.1 wants a lone certificate.</summary>
    /// <param name="subject">Common name.</param>
    /// <param name="key">The key.</param>
    /// <param name="context">When, and from what randomness.</param>
    /// <returns>X.509 DER.</returns>
    public static byte[] SelfSignRsa(string subject, RSA key, IssueContext context)
    {
        var name = new X500DistinguishedName($"CN={subject}");
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        using var certificate = request.Create(
            name, X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1), context.Now, context.Now.AddYears(ValidYears), Serial(context.Entropy));
        return certificate.RawData;
    }

    // A positive serial number of 16 bytes without a leading zero.
    private static byte[] Serial(EntropySource entropy)
    {
        byte[] serial = entropy.Bytes(SerialLength);
        serial[0] = (byte)((serial[0] & 0x3F) | 0x40);
        return serial;
    }
}

/// <summary>Who signs a certificate.</summary>
/// <param name="Name">Common name.</param>
/// <param name="Key">The signer's key.</param>
public sealed record Issuer(string Name, P256PrivateKey Key);

/// <summary>When, and from what randomness.</summary>
/// <param name="Now">Start of validity, UTC.</param>
/// <param name="Entropy">Serial numbers and nonces.</param>
public sealed record IssueContext(DateTimeOffset Now, EntropySource Entropy);
