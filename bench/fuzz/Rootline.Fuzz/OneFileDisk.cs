using Rootline.Core.Disks;
using Rootline.Core.Faults;

namespace Rootline.Fuzz;

/// <summary>A disk with one file whose bytes the fuzzer made, and others that are as they should be. Nothing is written.</summary>
/// <param name="name">The file's name, without a folder.</param>
/// <param name="content">Its bytes.</param>
/// <param name="length">How long the file says that it is: what lies behind the bytes reads as zeros.</param>
/// <param name="others">The other files by their names.</param>
internal sealed class OneFileDisk(string name, byte[] content, long? length = null, IReadOnlyDictionary<string, byte[]>? others = null) : IDisk
{
    /// <inheritdoc/>
    public bool Exists(string path) => Find(path) is not null;

    /// <inheritdoc/>
    public IDurableFile Open(string path, bool create) => new OpenFile(Demand(path), Path.GetFileName(path) == name ? length : null);

    /// <inheritdoc/>
    public byte[] ReadAll(string path, int limit = DiskLimits.WholeFile) =>
        Demand(path) is { } bytes && bytes.Length <= limit ? (byte[])bytes.Clone() : throw Missing(path);

    /// <inheritdoc/>
    public byte[] ReadHead(string path, int length) => Demand(path)[..Math.Min(length, Demand(path).Length)];

    /// <inheritdoc/>
    public IDisposable? TryLock(string path) => new OpenFile([], null);

    /// <inheritdoc/>
    public void Replace(string path, ReadOnlySpan<byte> content, bool secret = false)
    {
    }

    /// <inheritdoc/>
    public void Delete(string path)
    {
    }

    /// <inheritdoc/>
    public void CreateFolder(string path, bool secret = false)
    {
    }

    private byte[]? Find(string path) => Path.GetFileName(path) is var file && file == name ? content : others?.GetValueOrDefault(file);

    private byte[] Demand(string path) => Find(path) ?? throw Missing(path);

    private static FaultException Missing(string path) => CoreFaults.Defect.Exception($"{path} is not on the fuzzer's disk");

    private sealed class OpenFile(byte[] bytes, long? length) : IDurableFile
    {
        public long Length => length ?? bytes.Length;

        public int Read(long offset, Span<byte> destination)
        {
            int count = (int)Math.Clamp(Length - offset, 0, destination.Length);
            destination[..count].Clear();
            int there = (int)Math.Clamp(bytes.Length - offset, 0, count);
            bytes.AsSpan((int)Math.Min(offset, bytes.Length), there).CopyTo(destination);
            return count;
        }

        public void Write(long offset, ReadOnlySpan<byte> source)
        {
        }

        public void Truncate(long length)
        {
        }

        public void Sync()
        {
        }

        public void Dispose()
        {
        }
    }
}
