namespace Rootline.Core.Media;

/// <summary>Where the content of a virtual medium lives: memory or a file.</summary>
public interface IByteStore : IDisposable
{
    /// <summary>Length in bytes; fixed.</summary>
    long Length { get; }

    /// <summary>Reads.</summary>
    /// <param name="offset">Offset in bytes.</param>
    /// <param name="destination">Filled completely.</param>
    void Read(long offset, Span<byte> destination);

    /// <summary>Writes.</summary>
    /// <param name="offset">Offset in bytes.</param>
    /// <param name="source">The bytes.</param>
    void Write(long offset, ReadOnlySpan<byte> source);
}
