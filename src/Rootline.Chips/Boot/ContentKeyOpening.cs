using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Secrets;
using Rootline.Formats.Files.Keys;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Encryption;
using Rootline.Formats.Mcuboot.Virtual;

namespace Rootline.Chips.Boot;

/// <summary>Opens the content key of an encrypted image with the device's key. Source: mcuboot-image section 8.</summary>
internal static class ContentKeyOpening
{
    /// <summary>The content key; null when it is missing, there twice, of another length, or not for this device.</summary>
    /// <param name="code">The boot code.</param>
    /// <param name="tlvs">The image's TLVs.</param>
    public static Secret? Open(BootCode code, ImageTlvs tlvs)
    {
        var entries = tlvs.Unprotected.Entries.Where(e => e.Type.IsContentKey()).ToList();
        if (entries.Count != 1 || entries[0].Type != code.ContentKeyTlv)
            return null;
        using var owner = Owner(code);
        return owner is not null && owner.Unwrap(entries[0], code.ContentKeyLength).Try(out var key, out _) ? key : null;
    }

    private static ContentKeyOwner? Owner(BootCode code) => code.ContentKeyTlv switch
    {
        TlvType.EncryptedRsa2048 => Rsa(code.ContentKey.Span),
        TlvType.EncryptedKeyWrap => ContentKeyOwner.OfKeyWrap(Secret.CopyOf(code.ContentKey.Span)),
        TlvType.EncryptedP256 => P256(code.ContentKey),
        _ => X25519(code.ContentKey),
    };

    private static ContentKeyOwner? Rsa(ReadOnlySpan<byte> key)
    {
        var rsa = RSA.Create();
        rsa.ImportRSAPrivateKey(key, out _);
        return ContentKeyOwner.Of(rsa);
    }

    private static ContentKeyOwner? P256(ReadOnlyMemory<byte> pkcs8)
    {
        using var key = PrivateKey.FromPkcs8(pkcs8);
        return key?.Kind == KeyKind.EcP256 && P256PrivateKey.FromScalar(key.Raw) is { } scalar ? ContentKeyOwner.Of(scalar) : null;
    }

    private static ContentKeyOwner? X25519(ReadOnlyMemory<byte> pkcs8)
    {
        using var key = PrivateKey.FromPkcs8(pkcs8);
        return key?.Kind == KeyKind.X25519 ? ContentKeyOwner.OfX25519(Secret.CopyOf(key.Raw)) : null;
    }
}
