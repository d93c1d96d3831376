using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Secrets;
using Rootline.Formats.Files.Keys;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Encryption;
using Rootline.TestSupport;

namespace Rootline.Tests.Formats.Mcuboot;

/// <summary>Keys of files as recipients and owners of content keys.</summary>
internal static class ImageKeys
{
    public static ContentKeyRecipient Recipient(PublicKeyInfo key, ImageDigest digest = ImageDigest.Sha256)
    {
        switch (key.Kind)
        {
            case KeyKind.Rsa2048:
                var rsa = RSA.Create();
                rsa.ImportSubjectPublicKeyInfo(key.Spki, out _);
                return ContentKeyRecipient.Of(rsa).OrThrow();
            case KeyKind.EcP256:
                using (var p256 = P256PublicKey.FromSpki(key.Spki)!)
                    return ContentKeyRecipient.Of(p256);
            default:
                return ContentKeyRecipient.OfX25519(key.Raw, digest).OrThrow();
        }
    }

    /// <summary>The owner that opens images of the shared set that were encrypted for the key of a file.</summary>
    public static ContentKeyOwner Owner(string file)
    {
        if (file.EndsWith(".b64", StringComparison.Ordinal))
            return ContentKeyOwner.OfKeyWrap(Secret.CopyOf(ImageVector.Read(file.Replace(".b64", ".bin", StringComparison.Ordinal))));
        using var key = PrivateKeyFile.Read(ImageVector.Read(file.Replace("-pub", "", StringComparison.Ordinal)), null).OrThrow();
        return key.Kind switch
        {
            KeyKind.Rsa2048 => ContentKeyOwner.Of(key.ToRsa()),
            KeyKind.EcP256 => ContentKeyOwner.Of(P256PrivateKey.FromScalar(key.Raw)!),
            _ => ContentKeyOwner.OfX25519(Secret.CopyOf(key.Raw)),
        };
    }
}
