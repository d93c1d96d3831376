using Rootline.Core.Crypto;

namespace Rootline.Formats.Files.Keys;

/// <summary>Names and sizes of the kinds of keys.</summary>
public static class KeyKinds
{
    private static readonly (KeyKind Kind, string Name)[] All =
    [
        (KeyKind.Rsa2048, "rsa-2048"),
        (KeyKind.Rsa3072, "rsa-3072"),
        (KeyKind.Rsa4096, "rsa-4096"),
        (KeyKind.EcP256, "ecdsa-p256"),
        (KeyKind.EcP384, "ecdsa-p384"),
        (KeyKind.Ed25519, "ed25519"),
        (KeyKind.X25519, "x25519"),
    ];

    /// <summary>The names, in the order of <see cref="KeyKind"/>.</summary>
    public static IEnumerable<string> Names => All.Select(k => k.Name);

    /// <summary>The kind's name on the command line and in JSON, for example <c>ecdsa-p256</c>.</summary>
    /// <param name="kind">The kind.</param>
    public static string Name(this KeyKind kind) => Array.Find(All, k => k.Kind == kind).Name;

    /// <summary>The kind of a name, or null.</summary>
    /// <param name="name">As <see cref="Name"/> gives it.</param>
    public static KeyKind? Named(string name) => Array.FindIndex(All, k => k.Name == name) is >= 0 and var at ? All[at].Kind : null;

    /// <summary>Whether the kind is RSA.</summary>
    /// <param name="kind">The kind.</param>
    public static bool IsRsa(this KeyKind kind) => kind is KeyKind.Rsa2048 or KeyKind.Rsa3072 or KeyKind.Rsa4096;

    /// <summary>Whether the kind is a NIST curve.</summary>
    /// <param name="kind">The kind.</param>
    public static bool IsEc(this KeyKind kind) => kind is KeyKind.EcP256 or KeyKind.EcP384;

    /// <summary>How a key of this kind signs, or null where it does not: X25519, and RSA-4096 with PSS.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="pkcs1">Whether RSA signs by PKCS #1 v1.5 (SB2 files) in place of PSS (images).</param>
    public static SignatureKind? Signature(this KeyKind kind, bool pkcs1 = false) => kind switch
    {
        KeyKind.Rsa2048 => pkcs1 ? SignatureKind.Rsa2048Pkcs1 : SignatureKind.Rsa2048Pss,
        KeyKind.Rsa3072 => pkcs1 ? SignatureKind.Rsa3072Pkcs1 : SignatureKind.Rsa3072Pss,
        KeyKind.Rsa4096 => pkcs1 ? SignatureKind.Rsa4096Pkcs1 : null,
        KeyKind.EcP256 => SignatureKind.EcdsaP256,
        KeyKind.EcP384 => SignatureKind.EcdsaP384,
        KeyKind.Ed25519 => SignatureKind.Ed25519,
        _ => null,
    };
}
