using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Mcuboot.Encryption;

/// <summary>ECIES-X25519: ephemeral key of 32 bytes, MAC of 32 or 64 bytes, ciphertext.</summary>
internal sealed class X25519Recipient(byte[] publicKey, ImageDigest digest) : ContentKeyRecipient
{
    public override TlvType Tlv => digest == ImageDigest.Sha512 ? TlvType.EncryptedX25519Sha512 : TlvType.EncryptedX25519;

    public override void Dispose()
    {
        // A public key is no secret.
    }

    private protected override byte[] WrapBytes(ReadOnlySpan<byte> contentKey, EntropySource entropy)
    {
        using var ephemeral = new Secret(X25519.Length);
        entropy.Fill(ephemeral.Span);
        using var shared = X25519.Agree(ephemeral.Span, publicKey)
            ?? throw ImageFaults.Recipe.Exception("the public key to encrypt for is a point of small order: nothing encrypted for it is secret");
        return [.. X25519.PublicOf(ephemeral.Span), .. Ecies.Seal(shared, contentKey, digest)];
    }
}
