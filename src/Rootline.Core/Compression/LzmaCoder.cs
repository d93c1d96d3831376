using System.Runtime.InteropServices;
using Rootline.Core.Faults;

namespace Rootline.Core.Compression;

/// <summary>One raw LZMA2 stream inside liblzma, with a buffer for what comes out of it.</summary>
internal sealed unsafe class LzmaCoder : IDisposable
{
    /// <summary>Size of the dictionary in bytes.</summary>
    public const uint DictionarySize = 128 * 1024;

    private const uint PresetLevel = 9;
    private const int BufferLength = 64 * 1024;
    private readonly byte[] _buffer = new byte[BufferLength];
    private readonly Action<Memory<byte>> _sink;
    private LibLzma.LzmaStream* _stream;

    public LzmaCoder(bool encodes, bool armThumb, Action<Memory<byte>> sink)
    {
        if (!LibLzma.IsThere)
            throw CompressionFaults.NoLibrary.Exception("liblzma.so.5 cannot be loaded");
        _sink = sink;
        _stream = (LibLzma.LzmaStream*)NativeMemory.AllocZeroed((nuint)sizeof(LibLzma.LzmaStream));
        LibLzma.Options options = default;
        LibLzma.Preset(&options, PresetLevel);
        (options.DictionarySize, options.LiteralContextBits, options.LiteralPositionBits, options.PositionBits) = (DictionarySize, 3, 1, 2);
        var filters = stackalloc LibLzma.Filter[3];
        int count = 0;
        if (armThumb)
            filters[count++] = new() { Id = LibLzma.FilterArmThumb };
        filters[count++] = new() { Id = LibLzma.FilterLzma2, Options = &options };
        filters[count] = new() { Id = LibLzma.FilterEnd };
        if ((encodes ? LibLzma.RawEncoder(_stream, filters) : LibLzma.RawDecoder(_stream, filters)) == LibLzma.Ok)
            return;
        Dispose();
        throw CoreFaults.Defect.Exception("liblzma does not take the filters of an image");
    }

    /// <summary>Feeds bytes, or the end.</summary>
    /// <returns>True once the stream has ended; false while it takes more; null when liblzma found damage.</returns>
    public bool? Code(ReadOnlySpan<byte> input, bool finish)
    {
        ObjectDisposedException.ThrowIf(_stream is null, this);
        fixed (byte* source = input)
        fixed (byte* target = _buffer)
        {
            _stream->NextIn = source;
            _stream->AvailableIn = (nuint)input.Length;
            while (true)
            {
                _stream->NextOut = target;
                _stream->AvailableOut = BufferLength;
                int result = LibLzma.Code(_stream, finish ? LibLzma.Finish : LibLzma.Run);
                int length = BufferLength - (int)_stream->AvailableOut;
                if (length > 0)
                    _sink(_buffer.AsMemory(0, length));
                if (result == LibLzma.StreamEnd)
                    return _stream->AvailableIn == 0 ? true : null;
                if (result != LibLzma.Ok && result != LibLzma.BufferError)
                    return null;
                // A full buffer may hide more; without progress there is none.
                if (length < BufferLength && (_stream->AvailableIn == 0 || result == LibLzma.BufferError) && (!finish || length == 0))
                    return false;
            }
        }
    }

    public void Dispose()
    {
        if (_stream is null)
            return;
        LibLzma.End(_stream);
        NativeMemory.Free(_stream);
        _stream = null;
    }
}
