using Rootline.Core.Disks;

namespace Rootline.Core.Media;

/// <summary>A store inside a file, at an offset; bytes past the end of the file read as zero.</summary>
/// <param name="file">The file; disposed with the store.</param>
/// <param name="start">Where the content begins in the file.</param>
/// <param name="length">Length of the content in bytes.</param>
public sealed class FileStore(IDurableFile file, long start, long length) : IByteStore
{
    /// <inheritdoc/>
    public long Length { get; } = length;

    /// <inheritdoc/>
    public void Read(long offset, Span<byte> destination)
    {
        int n = file.Read(start + offset, destination);
        destination[n..].Clear();
    }

    /// <inheritdoc/>
    public void Write(long offset, ReadOnlySpan<byte> source) => file.Write(start + offset, source);

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
