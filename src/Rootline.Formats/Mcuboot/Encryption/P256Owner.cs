using Rootline.Core.Crypto;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Mcuboot.Encryption;

/// <summary>ECIES-P256: ephemeral point 04‖X‖Y, MAC of 32 bytes, ciphertext.</summary>
internal sealed class P256Owner(P256PrivateKey key) : ContentKeyOwner
{
    private const int PointLength = 1 + P256.PublicLength;

    public override IReadOnlyList<TlvType> Tlvs => [TlvType.EncryptedP256];

    public override void Dispose() => key.Dispose();

    private protected override Secret? UnwrapBytes(TlvType type, ReadOnlySpan<byte> value)
    {
        using var ephemeral = value[0] == 4 ? P256PublicKey.FromPoint(value[1..PointLength]) : null;
        if (ephemeral is null)
            return null;
        using var shared = key.Agree(ephemeral);
        return Ecies.Open(shared, value[PointLength..], ImageDigest.Sha256);
    }
}
