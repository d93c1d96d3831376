using System.Security.Cryptography;
using Rootline.Core.Entropy;

namespace Rootline.Formats.Mcuboot.Encryption;

/// <summary>RSAES-OAEP, SHA-256 for label and mask, empty label: 256 bytes.</summary>
internal sealed class RsaRecipient(RSA key) : ContentKeyRecipient
{
    public override TlvType Tlv => TlvType.EncryptedRsa2048;

    public override void Dispose() => key.Dispose();

    private protected override byte[] WrapBytes(ReadOnlySpan<byte> contentKey, EntropySource entropy) =>
        key.Encrypt(contentKey, RSAEncryptionPadding.OaepSHA256);
}
