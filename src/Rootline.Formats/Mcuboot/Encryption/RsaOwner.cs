using System.Security.Cryptography;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Mcuboot.Encryption;

/// <summary>RSAES-OAEP, SHA-256 for label and mask, empty label.</summary>
internal sealed class RsaOwner(RSA key) : ContentKeyOwner
{
    public override IReadOnlyList<TlvType> Tlvs => [TlvType.EncryptedRsa2048];

    public override void Dispose() => key.Dispose();

    private protected override Secret? UnwrapBytes(TlvType type, ReadOnlySpan<byte> value)
    {
        if (value.Length != key.KeySize / 8)
            return null;
        try
        {
            return Secret.Take(key.Decrypt(value, RSAEncryptionPadding.OaepSHA256));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
