using Rootline.Core.Disks;

namespace Rootline.Tests.Cards;

/// <summary>A disk in memory that keeps nothing from being written.</summary>
public sealed class MemoryDisk : IDisk
{
    private readonly HashSet<string> _locks = [];

    /// <summary>The files by their paths.</summary>
    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>Paths of files and folders that only the owner may read.</summary>
    public HashSet<string> Secrets { get; } = [];

    /// <summary>Writes that are still allowed before the disk fails; none are counted when null.</summary>
    public int? WritesLeft { get; set; }

    public bool Exists(string path) => Files.ContainsKey(path);

    public IDurableFile Open(string path, bool create)
    {
        if (create)
            Files.TryAdd(path, []);
        return Files.ContainsKey(path) ? new MemoryFile(this, path) : throw DiskFaults.Missing.Exception(path);
    }

    public byte[] ReadAll(string path, int limit = DiskLimits.WholeFile)
    {
        if (!Files.TryGetValue(path, out var content))
            throw DiskFaults.Missing.Exception(path);
        return content.Length <= limit ? (byte[])content.Clone() : throw DiskFaults.TooLong.Exception(path);
    }

    public byte[] ReadHead(string path, int length) => ReadAll(path)[..Math.Min(length, Files[path].Length)];

    public IDisposable? TryLock(string path) => _locks.Add(path) ? new Lock(this, path) : null;

    public void Replace(string path, ReadOnlySpan<byte> content, bool secret = false)
    {
        Demand(path);
        Files[path] = content.ToArray();
        if (secret)
            Secrets.Add(path);
    }

    public void Delete(string path) => Files.Remove(path);

    public void CreateFolder(string path, bool secret = false)
    {
        if (secret)
            Secrets.Add(path);
    }

    private void Demand(string path)
    {
        if (WritesLeft is { } left && (WritesLeft = left - 1) < 0)
            throw DiskFaults.Full.Exception(path);
    }

    private sealed class Lock(MemoryDisk disk, string path) : IDisposable
    {
        public void Dispose() => disk._locks.Remove(path);
    }

    private sealed class MemoryFile(MemoryDisk disk, string path) : IDurableFile
    {
        public long Length => disk.Files[path].Length;

        public int Read(long offset, Span<byte> destination)
        {
            var rest = disk.Files[path].AsSpan((int)Math.Min(offset, Length));
            int count = Math.Min(rest.Length, destination.Length);
            rest[..count].CopyTo(destination);
            return count;
        }

        public void Write(long offset, ReadOnlySpan<byte> source)
        {
            disk.Demand(path);
            var content = (byte[])disk.Files[path].Clone();
            if (content.Length < offset + source.Length)
                Array.Resize(ref content, (int)offset + source.Length);
            source.CopyTo(content.AsSpan((int)offset));
            disk.Files[path] = content;
        }

        public void Truncate(long length)
        {
            var content = disk.Files[path];
            Array.Resize(ref content, (int)length);
            disk.Files[path] = content;
        }

        public void Sync()
        {
        }

        public void Dispose()
        {
        }
    }
}
