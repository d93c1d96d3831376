using Rootline.Core.Disks;

namespace Rootline.TestSupport.Power;

/// <summary>An open file of a simulated disk.</summary>
internal sealed class SimulatedFile(SimulatedDisk disk, Inode file, string path) : IDurableFile
{
    public long Length
    {
        get
        {
            disk.Domain.Demand();
            return file.Seen.Length;
        }
    }

    public int Read(long offset, Span<byte> destination)
    {
        disk.Domain.Demand();
        int length = (int)Math.Clamp(file.Seen.Length - offset, 0, destination.Length);
        if (length > 0)
            file.Seen.AsSpan((int)offset, length).CopyTo(destination);
        return length;
    }

    public void Write(long offset, ReadOnlySpan<byte> source) => disk.Write(file, path, offset, source);

    public void Truncate(long length) => disk.Truncate(file, path, length);

    /// <summary>As the operating system's file of the product: the first sync makes a new file's name durable too.</summary>
    public void Sync()
    {
        disk.Sync(file, path);
        if (!file.NameSynced)
            disk.SyncFolder(path);
    }

    public void Dispose()
    {
    }
}
