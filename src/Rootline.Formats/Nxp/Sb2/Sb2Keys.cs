using System.Security.Cryptography;
using Rootline.Core.Bytes;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Nxp.Sb2;

/// <summary>The keys of one file: DEK ‖ MAC key, 32 bytes each. In the file they are wrapped with the KEK (RFC 3394).</summary>
internal sealed class Sb2Keys : IDisposable
{
    private const int KeyLength = 32;
    private const int WrappedLength = (2 * KeyLength) + AesKeyWrap.Overhead;

    private readonly Secret _keys;

    private Sb2Keys(Secret keys) => _keys = keys;

    public ReadOnlySpan<byte> Dek => _keys.Span[..KeyLength];

    private ReadOnlySpan<byte> MacKey => _keys.Span[KeyLength..];

    public static Sb2Keys Draw(EntropySource entropy)
    {
        var keys = new Secret(2 * KeyLength);
        entropy.Fill(keys.Span);
        return new(keys);
    }

    public static Parsed<Sb2Keys> Unwrap(ReadOnlySpan<byte> keyBlob, ReadOnlySpan<byte> kek)
    {
        if (kek.Length != KeyLength)
            return Sb2Faults.Kek.Because($"the KEK has {kek.Length} bytes instead of {KeyLength}");
        if (!Alignment.IsZero(keyBlob[WrappedLength..]))
            return Sb2Faults.Layout.Because("the key blob is not followed by zeros");
        var keys = new Secret(2 * KeyLength);
        if (AesKeyWrap.TryUnwrap(kek, keyBlob[..WrappedLength], keys.Span))
            return new Sb2Keys(keys);
        keys.Dispose();
        return Sb2Faults.Kek.Because("the key blob does not open with the KEK");
    }

    public void Wrap(ReadOnlySpan<byte> kek, Span<byte> keyBlob)
    {
        AesKeyWrap.Wrap(kek, _keys.Span, keyBlob[..WrappedLength]);
        keyBlob[WrappedLength..].Clear();
    }

    public void Mac(ReadOnlySpan<byte> data, Span<byte> mac) => HMACSHA256.HashData(MacKey, data, mac);

    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> mac)
    {
        Span<byte> expected = stackalloc byte[Sb2Format.Mac];
        Mac(data, expected);
        return CryptographicOperations.FixedTimeEquals(expected, mac);
    }

    public void Dispose() => _keys.Dispose();
}
