using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Formats.Files;
using Rootline.Formats.Files.Keys;

namespace Rootline.Oem.Custody;

/// <summary>
/// A signature that nobody wants: it goes the way of every other, from the key's file to the check, and so the platform's cryptography is
/// loaded when the first wanted one comes.
/// </summary>
public static class FirstSignature
{
    /// <summary>Draws a key, signs with it and throws both away.</summary>
    /// <exception cref="Exception">As any signature: the platform's cryptography is not there.</exception>
    public static void Make()
    {
        using var drawn = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] pkcs8 = drawn.ExportPkcs8PrivateKey();
        using var pem = PemText.Encode("PRIVATE KEY", pkcs8);
        CryptographicOperations.ZeroMemory(pkcs8);
        var key = PrivateKeyFile.Read(pem.Span, null).OrThrow("a drawn key");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var signer = new CheckedSigner(new FileCustodian("a drawn key", SignatureKind.EcdsaP256, key, deterministic: false));
        signer.SignDigest(HashAlgorithmName.SHA256, hash.GetCurrentHash());
    }
}
