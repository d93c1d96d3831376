using Rootline.Core.Crypto;
using Rootline.Core.Entropy;

namespace Rootline.Formats.Mcuboot.Encryption;

/// <summary>ECIES-P256: ephemeral point 04‖X‖Y, MAC of 32 bytes, ciphertext.</summary>
internal sealed class P256Recipient(byte[] point) : ContentKeyRecipient
{
    public override TlvType Tlv => TlvType.EncryptedP256;

    public override void Dispose()
    {
        // A public key is no secret.
    }

    private protected override byte[] WrapBytes(ReadOnlySpan<byte> contentKey, EntropySource entropy)
    {
        using var peer = P256PublicKey.FromPoint(point)!;
        using var ephemeral = P256PrivateKey.Generate(entropy);
        using var shared = ephemeral.Agree(peer);
        return [4, .. ephemeral.PublicKey.Raw, .. Ecies.Seal(shared, contentKey, ImageDigest.Sha256)];
    }
}
