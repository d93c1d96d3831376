namespace Rootline.Core.Disks;

/// <summary>An open file whose writes become durable with <see cref="Sync"/>.</summary>
public interface IDurableFile : IDisposable
{
    /// <summary>Length in bytes.</summary>
    long Length { get; }

    /// <summary>Reads up to the end of the file.</summary>
    /// <param name="offset">Offset in bytes.</param>
    /// <param name="destination">Where the bytes go.</param>
    /// <returns>How many bytes there were.</returns>
    int Read(long offset, Span<byte> destination);

    /// <summary>Writes, growing the file where needed.</summary>
    /// <param name="offset">Offset in bytes.</param>
    /// <param name="source">The bytes.</param>
    void Write(long offset, ReadOnlySpan<byte> source);

    /// <summary>Sets the length.</summary>
    /// <param name="length">Length in bytes.</param>
    void Truncate(long length);

    /// <summary>Returns when everything written is durable.</summary>
    void Sync();
}
