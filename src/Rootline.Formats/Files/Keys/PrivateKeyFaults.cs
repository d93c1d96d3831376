using Rootline.Core.Faults;

namespace Rootline.Formats.Files.Keys;

/// <summary>Faults of key files of every kind. Their texts never show content.</summary>
public static class PrivateKeyFaults
{
    /// <summary>Not a private key that is supported.</summary>
    public static readonly FaultCode Form = new(
        "private-key-form", Party.File, "a file is not a private key of a form and kind that is supported", "check that the right file was named; RSA-2048 and 3072, P-256, P-384, Ed25519 and X25519 in PKCS #8, PKCS #1 or SEC1 are read");

    /// <summary>A public key where a private one is wanted.</summary>
    public static readonly FaultCode IsPublic = new(
        "private-key-public", Party.File, "a file holds a public key where a private one is wanted", "name the file of the private key");

    /// <summary>Encrypted, and nobody can give the password.</summary>
    public static readonly FaultCode Encrypted = new(
        "private-key-encrypted", Party.Operator, "a private key file is encrypted and no password is at hand", "name a file or an environment variable that holds the password, or run the command on a terminal");

    /// <summary>The password does not open the file.</summary>
    public static readonly FaultCode Password = new(
        "private-key-password", Party.Operator, "a password does not open a private key file, or the file is damaged", "give the right password; take the file from a backup if it is right already");

    /// <summary>Not a public key that is supported.</summary>
    public static readonly FaultCode PublicForm = new(
        "public-key-form", Party.File, "a file holds no public key of a form and kind that is supported", "check that the right file was named: a public key, a private key or a certificate serves");
}
