using System.Security.Cryptography;
using Rootline.Formats.Mcuboot.Encryption;

namespace Rootline.Formats.Mcuboot.Making;

/// <summary>
/// Header, payload and protected area on their way: the plain text goes into the digest (and into memory for a pure signature), the
/// payload goes out encrypted if it must be.
/// </summary>
internal sealed class ImageBody : IDisposable
{
    private readonly IncrementalHash _hash;
    private readonly MemoryStream? _message;
    private readonly Stream _output;
    private readonly PayloadCipher? _cipher;

    /// <summary>An empty body.</summary>
    /// <param name="algorithm">Digest algorithm.</param>
    /// <param name="keepMessage">Whether the hashed region is kept for a pure signature.</param>
    /// <param name="output">Where the bytes go; <see cref="Stream.Null"/> to only hash.</param>
    /// <param name="cipher">Encrypts the payload, or null; it stays the caller's.</param>
    public ImageBody(ImageDigest algorithm, bool keepMessage, Stream output, PayloadCipher? cipher)
    {
        _hash = IncrementalHash.CreateHash(algorithm.Algorithm());
        _message = keepMessage ? new MemoryStream() : null;
        (_output, _cipher) = (output, cipher);
    }

    /// <summary>Bytes that went out.</summary>
    public long Length { get; private set; }

    /// <summary>The hashed region, when it was kept.</summary>
    public ReadOnlySpan<byte> Message => _message is null ? default : _message.GetBuffer().AsSpan(0, (int)_message.Length);

    /// <summary>Bytes that are not encrypted.</summary>
    public void Plain(ReadOnlySpan<byte> bytes)
    {
        Hash(bytes);
        _output.Write(bytes);
        Length += bytes.Length;
    }

    /// <summary>Bytes of the payload; changed where they are when they are encrypted.</summary>
    public void Payload(Span<byte> bytes)
    {
        Hash(bytes);
        _cipher?.Transform(bytes);
        _output.Write(bytes);
        Length += bytes.Length;
    }

    /// <summary>The digest of everything so far.</summary>
    public byte[] Digest() => _hash.GetCurrentHash();

    public void Dispose()
    {
        _hash.Dispose();
        _message?.Dispose();
    }

    private void Hash(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        if (_message is null)
            return;
        if (_message.Length + bytes.Length > Array.MaxLength)
            throw ImageFaults.Recipe.Exception($"a pure signature needs the whole image in memory: more than {Array.MaxLength} bytes");
        _message.Write(bytes);
    }
}
