using Rootline.Core.Faults;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Files.Keys;

/// <summary>Public keys of every kind as files: a public key, a private key or a certificate, in PEM or DER.</summary>
public static class PublicKeyFile
{
    /// <summary>Reads a public key.</summary>
    /// <param name="file">The file's bytes; the caller's to wipe.</param>
    /// <param name="password">As of <see cref="PrivateKeyFile.Read"/>, for an encrypted private key.</param>
    public static Parsed<PublicKeyInfo> Read(ReadOnlySpan<byte> file, Func<Secret>? password)
    {
        if (ReadPublicOnly(file) is { } key)
            return key;
        if (PrivateKeyFile.Read(file, password).Try(out var pair, out var fault))
        {
            using (pair)
                return pair.PublicKey;
        }

        return fault.Code == PrivateKeyFaults.Form ? PrivateKeyFaults.PublicForm.Fault("no public key of a form and kind that is supported") : fault;
    }

    /// <summary>A public key file: SubjectPublicKeyInfo in PEM.</summary>
    /// <param name="key">The key.</param>
    public static byte[] Write(PublicKeyInfo key)
    {
        using var pem = PemText.Encode("PUBLIC KEY", key.Spki);
        return pem.Span.ToArray();
    }

    /// <summary>Reads a public key or a certificate.</summary>
    /// <returns>The key, or null when the file holds neither.</returns>
    internal static PublicKeyInfo? ReadPublicOnly(ReadOnlySpan<byte> file)
    {
        if (PemText.Decode(file, "PUBLIC KEY", "RSA PUBLIC KEY", "CERTIFICATE") is not { } pem)
            return PublicKeyInfo.FromSpki(file) ?? PublicKeyInfo.FromPkcs1(file) ?? OfCertificate(file);
        using var der = pem.Der;
        return pem.Label switch
        {
            "PUBLIC KEY" => PublicKeyInfo.FromSpki(der.Span),
            "RSA PUBLIC KEY" => PublicKeyInfo.FromPkcs1(der.Span),
            _ => OfCertificate(der.Span),
        };
    }

    private static PublicKeyInfo? OfCertificate(ReadOnlySpan<byte> der)
    {
        using var certificate = X509File.Load(der.ToArray());
        return certificate is null ? null : PublicKeyInfo.FromSpki(certificate.PublicKey.ExportSubjectPublicKeyInfo());
    }
}
