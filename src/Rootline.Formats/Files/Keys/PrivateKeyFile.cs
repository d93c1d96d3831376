using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Files.Keys;

/// <summary>
/// Private keys of every kind as files: PKCS #8 plain and encrypted, PKCS #1, SEC1, with the old encryption by
/// <c>DEK-Info</c>, in PEM; without encryption also in DER.
/// </summary>
public static class PrivateKeyFile
{
    private const string Encrypted = "ENCRYPTED PRIVATE KEY";
    private const string Plain = "PRIVATE KEY";
    private const string Pkcs1 = "RSA PRIVATE KEY";
    private const string Sec1 = "EC PRIVATE KEY";

    /// <summary>Whether a file wants a password.</summary>
    /// <param name="file">The file's bytes; the caller's to wipe.</param>
    public static bool IsEncrypted(ReadOnlySpan<byte> file)
    {
        using var block = PemBlock.Find(file, Encrypted, Plain, Pkcs1, Sec1);
        return block is { Label: Encrypted } or { IsEncrypted: true };
    }

    /// <summary>Reads a private key.</summary>
    /// <param name="file">The file's bytes; the caller's to wipe.</param>
    /// <param name="password">Asks for the password, UTF-8, where one is wanted; it is wiped here. Null: an encrypted file is a fault.</param>
    public static Parsed<PrivateKey> Read(ReadOnlySpan<byte> file, Func<Secret>? password)
    {
        using var block = PemBlock.Find(file, Encrypted, Plain, Pkcs1, Sec1);
        if (block is null)
            return ReadDer(file);
        if (block is not { Label: Encrypted } and not { IsEncrypted: true })
            return Understood(block.Label, block.Der);
        if (password is null)
            return PrivateKeyFaults.Encrypted.Fault("it is encrypted");
        using var typed = password();
        if (!Open(block, typed.Span).Try(out var opened, out var fault))
            return fault;
        using (opened)
        {
            // One time in 256 a wrong password leaves something that looks padded.
            return Understood(block.Label, opened).Try(out var key, out _) ? key : PrivateKeyFaults.Password.Fault("the password does not open it");
        }
    }

    /// <summary>A private key file: PKCS #8 in PEM.</summary>
    /// <param name="key">The key.</param>
    public static Secret Write(PrivateKey key)
    {
        using var der = PrivateKeyForms.Pkcs8(key);
        return PemText.Encode(Plain, der.Span);
    }

    /// <summary>An encrypted private key file: PKCS #8 in PEM, PBES2 with PBKDF2 (HMAC-SHA-256, 600,000 rounds) and AES-256-CBC.</summary>
    /// <param name="key">The key.</param>
    /// <param name="password">UTF-8; remains the caller's.</param>
    /// <param name="entropy">Salt and initialisation vector.</param>
    public static Secret WriteEncrypted(PrivateKey key, Secret password, EntropySource entropy)
    {
        using var der = PrivateKeyForms.Pkcs8(key);
        return PemText.Encode(Encrypted, KeyEncryption.Seal(der.Span, password.Span, entropy));
    }

    private static Parsed<Secret> Open(PemBlock block, ReadOnlySpan<byte> password) => block.Label == Encrypted
        ? KeyEncryption.Open(block.Der.Memory, password)
        : DekInfo.Open(block.Headers, block.Der.Span, password);

    private static Parsed<PrivateKey> Understood(string label, Secret der)
    {
        var key = label switch
        {
            Pkcs1 => PrivateKey.FromPkcs1(der.Span),
            Sec1 => PrivateKey.FromSec1(der.Memory),
            _ => PrivateKey.FromPkcs8(der.Memory),
        };
        return key is not null ? key : PrivateKeyFaults.Form.Fault("not a private key of a form and kind that is supported");
    }

    private static Parsed<PrivateKey> ReadDer(ReadOnlySpan<byte> file)
    {
        using var der = Secret.CopyOf(file);
        if ((PrivateKey.FromPkcs8(der.Memory) ?? PrivateKey.FromSec1(der.Memory) ?? PrivateKey.FromPkcs1(file)) is { } key)
            return key;
        return PublicKeyFile.ReadPublicOnly(file) is not null
            ? PrivateKeyFaults.IsPublic.Fault("a public key")
            : PrivateKeyFaults.Form.Fault("not a private key of a form and kind that is supported");
    }
}
