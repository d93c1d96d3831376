using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Mcuboot.Encryption;

/// <summary>Who can recover the content key of an image: a device, or whoever checks its images.</summary>
public abstract class ContentKeyOwner : IDisposable
{
    private protected ContentKeyOwner()
    {
    }

    /// <summary>The types of TLV that the key opens.</summary>
    public abstract IReadOnlyList<TlvType> Tlvs { get; }

    /// <summary>An owner of an RSA-2048 key.</summary>
    /// <param name="key">The private key; the owner's from now on.</param>
    public static ContentKeyOwner Of(RSA key) => new RsaOwner(key);

    /// <summary>An owner of a P-256 key.</summary>
    /// <param name="key">The private key; the owner's from now on.</param>
    public static ContentKeyOwner Of(P256PrivateKey key) => new P256Owner(key);

    /// <summary>An owner of an X25519 key.</summary>
    /// <param name="key">The private key, 32 bytes; the owner's from now on.</param>
    public static ContentKeyOwner OfX25519(Secret key) => new X25519Owner(key);

    /// <summary>An owner of a key encryption key.</summary>
    /// <param name="kek">16 or 32 bytes; the owner's from now on.</param>
    public static ContentKeyOwner OfKeyWrap(Secret kek) => new KeyWrapOwner(kek);

    /// <summary>Recovers the content key.</summary>
    /// <param name="entry">The encryption TLV.</param>
    /// <param name="keyLength">16 or 32: what the flags of the header say.</param>
    /// <returns>The content key, the caller's to dispose.</returns>
    public Parsed<Secret> Unwrap(TlvEntry entry, int keyLength)
    {
        if (!Tlvs.Contains(entry.Type))
            return ImageFaults.ContentKey.Fault($"a key of this kind does not open a {entry.Type.Name()} TLV");
        if (TlvValues.Check(entry) is { } fault)
            return fault;
        var key = UnwrapBytes(entry.Type, entry.Value.Span);
        if (key?.Length == keyLength)
            return key;
        key?.Dispose();
        return ImageFaults.ContentKey.Fault(key is null
            ? "the content key was wrapped for another key, or the TLV is damaged"
            : $"the content key has {key.Length} bytes, the flags say {keyLength}");
    }

    /// <summary>Wipes the key.</summary>
    public abstract void Dispose();

    private protected abstract Secret? UnwrapBytes(TlvType type, ReadOnlySpan<byte> value);
}
