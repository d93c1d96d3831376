using Rootline.Core.Crypto;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Mcuboot.Encryption;

/// <summary>AES key wrap (RFC 3394) with a key as long as the content key.</summary>
internal sealed class KeyWrapOwner(Secret kek) : ContentKeyOwner
{
    public override IReadOnlyList<TlvType> Tlvs => [TlvType.EncryptedKeyWrap];

    public override void Dispose() => kek.Dispose();

    private protected override Secret? UnwrapBytes(TlvType type, ReadOnlySpan<byte> value)
    {
        if (value.Length != kek.Length + AesKeyWrap.Overhead)
            return null;
        var key = new Secret(kek.Length);
        if (AesKeyWrap.TryUnwrap(kek.Span, value, key.Span))
            return key;
        key.Dispose();
        return null;
    }
}
