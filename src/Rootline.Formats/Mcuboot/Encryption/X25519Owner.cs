using Rootline.Core.Crypto;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Mcuboot.Encryption;

/// <summary>ECIES-X25519 with SHA-256 or SHA-512, as the type of the TLV says.</summary>
internal sealed class X25519Owner(Secret key) : ContentKeyOwner
{
    public override IReadOnlyList<TlvType> Tlvs => [TlvType.EncryptedX25519, TlvType.EncryptedX25519Sha512];

    public override void Dispose() => key.Dispose();

    private protected override Secret? UnwrapBytes(TlvType type, ReadOnlySpan<byte> value)
    {
        using var shared = X25519.Agree(key.Span, value[..X25519.Length]);
        return shared is null
            ? null
            : Ecies.Open(shared, value[X25519.Length..], type == TlvType.EncryptedX25519Sha512 ? ImageDigest.Sha512 : ImageDigest.Sha256);
    }
}
