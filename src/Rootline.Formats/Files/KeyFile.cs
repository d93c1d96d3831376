using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Files.Keys;

namespace Rootline.Formats.Files;

/// <summary>P-256 keys, certificates and key encryption keys as files.</summary>
public static class KeyFile
{
    private const int KekLength = 32;

    /// <summary>Reads a private key: PKCS #8 or SEC1, PEM or DER.</summary>
    /// <param name="file">The file's bytes; the caller's to wipe.</param>
    public static Parsed<P256PrivateKey> ReadPrivate(ReadOnlySpan<byte> file)
    {
        var pem = PemText.Decode(file, "PRIVATE KEY", "EC PRIVATE KEY");
        using var der = pem?.Der ?? Secret.CopyOf(file);
        return P256PrivateKey.FromDer(der.Span) is { } key
            ? key
            : KeyFileFaults.PrivateKey.Fault("not an unencrypted P-256 private key");
    }

    /// <summary>As <see cref="ReadPrivate(ReadOnlySpan{byte})"/>, and encrypted files too.</summary>
    /// <param name="file">The file's bytes; the caller's to wipe.</param>
    /// <param name="password">Asks for the password, UTF-8, where one is wanted; it is wiped here.</param>
    public static Parsed<P256PrivateKey> ReadPrivate(ReadOnlySpan<byte> file, Func<Secret> password)
    {
        if (!PrivateKeyFile.IsEncrypted(file))
            return ReadPrivate(file);
        if (!PrivateKeyFile.Read(file, password).Try(out var key, out var fault))
            return fault;
        using (key)
        {
            return key.Kind == KeyKind.EcP256 && P256PrivateKey.FromScalar(key.Raw) is { } known
                ? known
                : KeyFileFaults.PrivateKey.Fault($"a key of kind {key.Kind.Name()}, not P-256");
        }
    }

    /// <summary>Reads a public key: of a public key, a certificate or a private key, PEM or DER, or the raw point.</summary>
    /// <param name="file">The file's bytes; the caller's to wipe.</param>
    public static Parsed<P256PublicKey> ReadPublic(ReadOnlySpan<byte> file)
    {
        if (PemText.Decode(file, "PUBLIC KEY", "CERTIFICATE") is { } pem)
        {
            using var content = pem.Der;
            var key = pem.Label == "PUBLIC KEY" ? P256PublicKey.FromSpki(content.Span) : OfCertificate(content.Span);
            return key is not null ? key : KeyFileFaults.PublicKey.Fault($"the {pem.Label.ToLowerInvariant()} in it holds no P-256 key");
        }

        if (P256PublicKey.FromSpki(file) is { } spki)
            return spki;
        if (P256PublicKey.FromPoint(file) is { } point)
            return point;
        if (OfCertificate(file) is { } certified)
            return certified;
        if (!ReadPrivate(file).Try(out var secretKey, out _))
            return KeyFileFaults.PublicKey.Fault("neither a P-256 key nor a certificate with one");
        using (secretKey)
            return secretKey.PublicKey.Copy();
    }

    /// <summary>Reads a certificate and checks that it is one.</summary>
    /// <param name="file">The file's bytes, PEM or DER.</param>
    /// <returns>The DER bytes.</returns>
    public static Parsed<byte[]> ReadCertificate(ReadOnlySpan<byte> file)
    {
        using var pem = PemText.Decode(file, "CERTIFICATE")?.Der;
        byte[] der = (pem is null ? file : pem.Span).ToArray();
        using var certificate = X509File.Load(der);
        return certificate is not null ? der : KeyFileFaults.Certificate.Fault("not an X.509 certificate");
    }

    /// <summary>Reads a key encryption key: 64 hexadecimal digits, white space around them ignored.</summary>
    /// <param name="file">The file's bytes; the caller's to wipe.</param>
    /// <returns>32 bytes in the order of the text.</returns>
    public static Parsed<Secret> ReadKek(ReadOnlySpan<byte> file)
    {
        var kek = SecretText.FromHex(file);
        if (kek is { Length: KekLength })
            return kek;
        kek?.Dispose();
        return KeyFileFaults.Kek.Fault("not 64 hexadecimal digits");
    }

    /// <summary>Reads an RSA private key: PKCS #8 in PEM.</summary>
    /// <param name="file">The file's bytes; the caller's to wipe.</param>
    public static Parsed<RSA> ReadRsa(ReadOnlySpan<byte> file)
    {
        using var der = PemText.Decode(file, "PRIVATE KEY")?.Der;
        var key = RSA.Create();
        try
        {
            if (der is not null)
            {
                key.ImportPkcs8PrivateKey(der.Span, out _);
                return key;
            }
        }
        catch (CryptographicException)
        {
            // Said below, without the library's words.
        }

        key.Dispose();
        return KeyFileFaults.RsaKey.Fault("not an unencrypted RSA private key");
    }

    /// <summary>A private key file: PKCS #8 in PEM.</summary>
    /// <param name="key">The key.</param>
    public static Secret WritePrivate(P256PrivateKey key)
    {
        using var der = key.ToPkcs8();
        return PemText.Encode("PRIVATE KEY", der.Span);
    }

    /// <summary>A public key file: SubjectPublicKeyInfo in PEM.</summary>
    /// <param name="key">The key.</param>
    public static byte[] WritePublic(P256PublicKey key)
    {
        using var pem = PemText.Encode("PUBLIC KEY", key.ToSpki());
        return pem.Span.ToArray();
    }

    private static P256PublicKey? OfCertificate(ReadOnlySpan<byte> der)
    {
        using var certificate = X509File.Load(der.ToArray());
        return certificate is null ? null : P256PublicKey.FromSpki(certificate.PublicKey.ExportSubjectPublicKeyInfo());
    }
}
