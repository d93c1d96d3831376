using Rootline.Core.Faults;

namespace Rootline.Core.Compression;

/// <summary>Decompresses a raw LZMA2 stream as <see cref="Lzma2Encoder"/> makes it.</summary>
public sealed class Lzma2Decoder : IDisposable
{
    private readonly LzmaCoder _coder;
    private bool _ended;

    /// <summary>An empty stream.</summary>
    /// <param name="armThumb">Whether the ARM-Thumb filter is undone.</param>
    /// <param name="sink">Takes what comes out, in pieces that are its own until it returns; whoever expects a length counts here.</param>
    /// <exception cref="FaultException">liblzma is not there.</exception>
    public Lzma2Decoder(bool armThumb, Action<Memory<byte>> sink) => _coder = new(encodes: false, armThumb, sink);

    /// <summary>Decompresses bytes.</summary>
    /// <param name="bytes">Any length.</param>
    /// <exception cref="FaultException">The stream is damaged, or goes on after its end.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return;
        if (_ended || _coder.Code(bytes, finish: false) is not { } ended)
            throw CompressionFaults.Damaged.Exception("the LZMA2 stream is damaged, or bytes follow its end");
        _ended = ended;
    }

    /// <summary>Demands that the stream has ended.</summary>
    /// <exception cref="FaultException">It has not.</exception>
    public void Finish()
    {
        if (!_ended && _coder.Code(default, finish: true) != true)
            throw CompressionFaults.Damaged.Exception("the LZMA2 stream ends too early");
        _ended = true;
    }

    /// <summary>Releases the memory of the library.</summary>
    public void Dispose() => _coder.Dispose();
}
