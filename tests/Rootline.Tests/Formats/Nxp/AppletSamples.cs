using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Rootline.Formats.Nxp.Applet;

namespace Rootline.Tests.Formats.Nxp;

/// <summary>Certificates of a P-256 key, self-signed by the platform.</summary>
internal static class AppletSamples
{
    /// <summary>The part of a template's common name that a card overwrites.</summary>
    public const string NameTail = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-BB";

    /// <summary>A self-signed certificate.</summary>
    /// <param name="subject">Subject and issuer.</param>
    public static byte[] Certificate(string subject)
    {
        using var key = TestKeys.Of("oem-id");
        using var pkcs8 = key.ToPkcs8();
        using var platform = ECDsa.Create();
        platform.ImportPkcs8PrivateKey(pkcs8.Span, out _);
        return SelfSigned(new CertificateRequest(subject, platform, HashAlgorithmName.SHA256));
    }

    /// <summary>Signs a request with its own key.</summary>
    /// <param name="request">The request.</param>
    public static byte[] SelfSigned(CertificateRequest request)
    {
        var start = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var certificate = request.CreateSelfSigned(start, start.AddYears(10));
        return certificate.RawData;
    }

    /// <summary>An OEM certificate template.</summary>
    public static CertificateBlob Template => CertificateBlob.FromCertificate(Certificate($"O=Device, CN=widget {NameTail}"), 0x10040000).OrThrow();
}
