using System.Security.Cryptography;

namespace Rootline.Core.Disks;

/// <summary>
/// A disk that is not there: files in memory, for what must leave no trace. For one thread. Disposing it wipes the files.
/// </summary>
public sealed class VolatileDisk : IDisk, IDisposable
{
    private readonly Dictionary<string, byte[]> _files = [];
    private readonly HashSet<string> _locks = [];

    /// <inheritdoc/>
    public bool Exists(string path) => _files.ContainsKey(path);

    /// <inheritdoc/>
    public IDurableFile Open(string path, bool create)
    {
        if (create)
            _files.TryAdd(path, []);
        return Exists(path) ? new OpenFile(this, path) : throw Missing(path);
    }

    /// <inheritdoc/>
    public byte[] ReadAll(string path, int limit = DiskLimits.WholeFile)
    {
        byte[] content = Content(path);
        return content.Length <= limit ? [.. content] : throw DiskFaults.TooLong.Exception($"{path} has {content.Length} bytes, at most {limit} are read");
    }

    /// <inheritdoc/>
    public byte[] ReadHead(string path, int length) => Content(path).AsSpan(0, Math.Min(length, Content(path).Length)).ToArray();

    /// <inheritdoc/>
    public IDisposable? TryLock(string path) => _locks.Add(path) ? new Held(this, path) : null;

    /// <inheritdoc/>
    public void Replace(string path, ReadOnlySpan<byte> content, bool secret = false) => Put(path, content.ToArray());

    /// <inheritdoc/>
    public void Delete(string path)
    {
        if (_files.Remove(path, out byte[]? old))
            CryptographicOperations.ZeroMemory(old);
    }

    /// <inheritdoc/>
    public void CreateFolder(string path, bool secret = false)
    {
    }

    /// <summary>Wipes all files.</summary>
    public void Dispose()
    {
        foreach (string path in _files.Keys.ToList())
            Delete(path);
    }

    private static Faults.FaultException Missing(string path) => DiskFaults.Missing.Exception($"{path} does not exist");

    private byte[] Content(string path) => _files.TryGetValue(path, out byte[]? content) ? content : throw Missing(path);

    private void Put(string path, byte[] content)
    {
        Delete(path);
        _files[path] = content;
    }

    private sealed class Held(VolatileDisk disk, string path) : IDisposable
    {
        public void Dispose() => disk._locks.Remove(path);
    }

    private sealed class OpenFile(VolatileDisk disk, string path) : IDurableFile
    {
        public long Length => disk.Content(path).Length;

        public int Read(long offset, Span<byte> destination)
        {
            var rest = disk.Content(path).AsSpan((int)Math.Min(offset, Length));
            int count = Math.Min(rest.Length, destination.Length);
            rest[..count].CopyTo(destination);
            return count;
        }

        public void Write(long offset, ReadOnlySpan<byte> source)
        {
            if (Length < offset + source.Length)
                Truncate(offset + source.Length);
            source.CopyTo(disk.Content(path).AsSpan((int)offset));
        }

        public void Truncate(long length)
        {
            var resized = new byte[length];
            var old = disk.Content(path).AsSpan();
            old[..(int)Math.Min(length, old.Length)].CopyTo(resized);
            disk.Put(path, resized);
        }

        public void Sync()
        {
        }

        public void Dispose()
        {
        }
    }
}
