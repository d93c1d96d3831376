using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Rootline.Formats.Files;

/// <summary>Guarded loading of X.509 certificates.</summary>
public static class X509File
{
    /// <summary>Loads a certificate.</summary>
    /// <param name="der">The DER bytes, nothing after them.</param>
    /// <returns>The certificate, or null when the bytes are not one.</returns>
    public static X509Certificate2? Load(byte[] der)
    {
        try
        {
            var certificate = X509CertificateLoader.LoadCertificate(der);
            if (certificate.RawDataMemory.Span.SequenceEqual(der))
                return certificate;
            certificate.Dispose();
            return null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
