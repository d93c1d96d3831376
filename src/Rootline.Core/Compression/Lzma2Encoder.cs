using Rootline.Core.Faults;

namespace Rootline.Core.Compression;

/// <summary>
/// Compresses into a raw LZMA2 stream as MCUboot images hold it: dictionary 128 KiB, lc 3, lp 1, pb 2, the rest of preset 9, on
/// request after the ARM-Thumb filter. In constant memory.
/// </summary>
public sealed class Lzma2Encoder : IDisposable
{
    private readonly LzmaCoder _coder;

    /// <summary>An empty stream.</summary>
    /// <param name="armThumb">Whether the ARM-Thumb filter runs before.</param>
    /// <param name="sink">Takes what comes out, in pieces that are its own until it returns.</param>
    /// <exception cref="FaultException">liblzma is not there.</exception>
    public Lzma2Encoder(bool armThumb, Action<Memory<byte>> sink) => _coder = new(encodes: true, armThumb, sink);

    /// <summary>Whether this machine has what it stands on.</summary>
    public static bool IsSupported => LibLzma.IsThere;

    /// <summary>Compresses bytes.</summary>
    /// <param name="bytes">Any length.</param>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.IsEmpty && _coder.Code(bytes, finish: false) is null)
            throw CoreFaults.Defect.Exception("liblzma does not compress");
    }

    /// <summary>Ends the stream.</summary>
    public void Finish()
    {
        if (_coder.Code(default, finish: true) != true)
            throw CoreFaults.Defect.Exception("liblzma does not end its stream");
    }

    /// <summary>Releases the memory of the library.</summary>
    public void Dispose() => _coder.Dispose();
}
