using System.Runtime.InteropServices;

namespace Rootline.Core.Compression;

/// <summary>The few calls of liblzma 5 in the order of their use.</summary>
internal static unsafe partial class LibLzma
{
    public const int Run = 0;
    public const int Finish = 3;
    public const int Ok = 0;
    public const int StreamEnd = 1;
    public const int BufferError = 10;
    public const ulong FilterLzma2 = 0x21;
    public const ulong FilterArmThumb = 0x08;
    public const ulong FilterEnd = ulong.MaxValue;

    private const string Library = "liblzma.so.5";

    /// <summary>Whether the library can be loaded here.</summary>
    public static bool IsThere { get; } = NativeLibrary.TryLoad(Library, typeof(LibLzma).Assembly, null, out _);

    [LibraryImport(Library, EntryPoint = "lzma_lzma_preset")]
    public static partial byte Preset(Options* options, uint preset);

    [LibraryImport(Library, EntryPoint = "lzma_raw_encoder")]
    public static partial int RawEncoder(LzmaStream* stream, Filter* filters);

    [LibraryImport(Library, EntryPoint = "lzma_raw_decoder")]
    public static partial int RawDecoder(LzmaStream* stream, Filter* filters);

    [LibraryImport(Library, EntryPoint = "lzma_code")]
    public static partial int Code(LzmaStream* stream, int action);

    [LibraryImport(Library, EntryPoint = "lzma_end")]
    public static partial void End(LzmaStream* stream);

    /// <summary>lzma_filter.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Filter
    {
        public ulong Id;
        public void* Options;
    }

    /// <summary>lzma_options_lzma: the fields that are set here, then room for those that are not.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Options
    {
        public uint DictionarySize;
        public byte* PresetDictionary;
        public uint PresetDictionarySize;
        public uint LiteralContextBits;
        public uint LiteralPositionBits;
        public uint PositionBits;
        public fixed byte Rest[256];
    }

    /// <summary>lzma_stream.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct LzmaStream
    {
        public byte* NextIn;
        public nuint AvailableIn;
        public ulong TotalIn;
        public byte* NextOut;
        public nuint AvailableOut;
        public ulong TotalOut;
        public nint Allocator;
        public nint Internal;
        public fixed byte Rest[128];
    }
}
