using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Mcuboot.Encryption;

/// <summary>AES key wrap (RFC 3394) with a key as long as the content key: 24 or 40 bytes.</summary>
internal sealed class KeyWrapRecipient(Secret kek) : ContentKeyRecipient
{
    public override TlvType Tlv => TlvType.EncryptedKeyWrap;

    public override Fault? Refuses(int keyLength) => kek.Length == keyLength
        ? null
        : ImageFaults.Recipe.Fault($"a key encryption key of {kek.Length} bytes does not wrap a content key of {keyLength} bytes: loaders want both alike");

    public override void Dispose() => kek.Dispose();

    private protected override byte[] WrapBytes(ReadOnlySpan<byte> contentKey, EntropySource entropy)
    {
        var wrapped = new byte[contentKey.Length + AesKeyWrap.Overhead];
        AesKeyWrap.Wrap(kek.Span, contentKey, wrapped);
        return wrapped;
    }
}
