using Rootline.Core.Disks;
using Rootline.Core.Power;

namespace Rootline.TestSupport.Power;

/// <summary>
/// A disk in memory inside a power domain. As on a real one, writes and truncations are not durable before the file is
/// synced, and names are not before their folder is; what an unsynced change leaves at a cut is the cut's choice. A torn
/// write leaves its first byte, half, or all but its last byte, whatever becomes of the changes before it.
/// </summary>
public sealed class SimulatedDisk(PowerDomain domain) : IDisk
{
    private const int TornWrites = 3;
    private readonly Dictionary<string, Inode> _durable = [];
    private readonly Dictionary<string, Inode> _seen = [];
    private readonly List<PendingChange> _pending = [];
    private readonly HashSet<string> _locks = [];
    private PendingChange? _torn;
    private long _order;

    /// <summary>The domain that the disk loses its power with.</summary>
    public PowerDomain Domain { get; } = domain;

    /// <summary>How many bytes all files together may have before the disk is full.</summary>
    public long Capacity { get; set; } = long.MaxValue;

    /// <summary>
    /// How many more writes succeed before the disk is full for every write, in place or not, as on a file system that copies
    /// on write; null for no end.
    /// </summary>
    public int? WritesLeft { get; set; }

    /// <summary>The files that exist, as programs see them.</summary>
    public IReadOnlyCollection<string> Paths => _seen.Keys;

    /// <summary>The disk that a fresh boot finds: what was durable, and what the cut let survive of the rest.</summary>
    public SimulatedDisk AfterPowerLoss(PowerDomain next)
    {
        var survival = Domain.Armed?.Survival ?? Survival.Lost;
        for (int i = 0; i < _pending.Count; i++)
        {
            if (_pending[i] == _torn || survival == Survival.Kept || (survival == Survival.Alternating && i % 2 == 1))
                Harden(_pending[i]);
        }

        return Copy(next, _durable, i => i.Durable);
    }

    /// <summary>A disk with the same files as programs see them now, all durable.</summary>
    public SimulatedDisk Snapshot(PowerDomain next) => Copy(next, _seen, i => i.Seen);

    /// <inheritdoc/>
    public bool Exists(string path)
    {
        Domain.Demand();
        return _seen.ContainsKey(path);
    }

    /// <inheritdoc/>
    public IDurableFile Open(string path, bool create) => new SimulatedFile(this, OpenInode(path, create), path);

    /// <inheritdoc/>
    public byte[] ReadAll(string path, int limit = DiskLimits.WholeFile)
    {
        byte[] content = Find(path).Seen;
        return content.Length <= limit
            ? (byte[])content.Clone()
            : throw DiskFaults.TooLong.Exception($"{path} has {content.Length} bytes, at most {limit} are expected");
    }

    /// <inheritdoc/>
    public byte[] ReadHead(string path, int length) => Find(path).Seen.AsSpan(0, Math.Min(length, Find(path).Seen.Length)).ToArray();

    /// <inheritdoc/>
    public IDisposable? TryLock(string path)
    {
        Domain.Demand();
        return _locks.Add(path) ? new Unlocking(() => _locks.Remove(path)) : null;
    }

    /// <inheritdoc/>
    public void Replace(string path, ReadOnlySpan<byte> content, bool secret = false)
    {
        DemandSpace(content.Length);
        Domain.Begin(path, OperationKind.Directory, 0);
        var file = new Inode { Durable = content.ToArray(), Seen = content.ToArray() };
        _durable[path] = _seen[path] = file;
        _pending.RemoveAll(c => c is NameChange name && name.Path == path);
        Domain.End();
    }

    /// <inheritdoc/>
    public void Delete(string path)
    {
        Domain.Demand();
        if (_seen.ContainsKey(path))
            ChangeName(path, null);
    }

    /// <inheritdoc/>
    public void CreateFolder(string path, bool secret = false) => Domain.Demand();

    /// <summary>Makes all names of a folder durable.</summary>
    /// <param name="path">A file in the folder.</param>
    public void SyncFolder(string path)
    {
        string? folder = Path.GetDirectoryName(path);
        SyncAll(path, c => c is NameChange name && Path.GetDirectoryName(name.Path) == folder);
        foreach (var (_, file) in _seen.Where(p => Path.GetDirectoryName(p.Key) == folder))
            file.NameSynced = true;
    }

    internal Inode OpenInode(string path, bool create)
    {
        Domain.Demand();
        if (_seen.TryGetValue(path, out var file))
            return file;
        if (!create)
            throw DiskFaults.Missing.Exception($"{path} does not exist");
        file = new() { NameSynced = false };
        ChangeName(path, file);
        return file;
    }

    internal void Write(Inode file, string path, long offset, ReadOnlySpan<byte> source)
    {
        Domain.Demand();
        DemandSpace(Math.Max(0, offset + source.Length - file.Seen.Length));
        int torn = Domain.Begin(path, OperationKind.Write, TornWrites);
        int length = torn switch { 0 => Math.Min(1, source.Length), 1 => source.Length / 2, 2 => source.Length - 1, _ => source.Length };
        var change = new FileChange(_order++, file, offset, source[..length].ToArray());
        _torn = torn >= 0 ? change : null;
        _pending.Add(change);
        file.Seen = change.ApplyTo(file.Seen);
        Domain.End();
    }

    internal void Truncate(Inode file, string path, long length)
    {
        Domain.Begin(path, OperationKind.Truncate, 0);
        var change = new FileChange(_order++, file, length, null);
        _pending.Add(change);
        file.Seen = change.ApplyTo(file.Seen);
        Domain.End();
    }

    internal void Sync(Inode file, string path) => SyncAll(path, c => c is FileChange change && change.File == file);

    // A torn sync has brought the first half to the medium; the rest has the fate of everything unsynced.
    private void SyncAll(string path, Predicate<PendingChange> chosen)
    {
        int torn = Domain.Begin(path, OperationKind.Sync, 1);
        var changes = _pending.FindAll(chosen);
        foreach (var change in changes.Take(torn >= 0 ? changes.Count / 2 : changes.Count))
        {
            Harden(change);
            _pending.Remove(change);
        }

        Domain.End();
    }

    private void ChangeName(string path, Inode? file)
    {
        Domain.Begin(path, OperationKind.Directory, 0);
        _pending.Add(new NameChange(_order++, path, file));
        if (file is null)
            _seen.Remove(path);
        else
            _seen[path] = file;
        Domain.End();
    }

    private void Harden(PendingChange change)
    {
        if (change is FileChange write)
            write.File.Durable = write.ApplyTo(write.File.Durable);
        else if (change is NameChange { File: { } file } name)
            _durable[name.Path] = file;
        else if (change is NameChange gone)
            _durable.Remove(gone.Path);
    }

    private Inode Find(string path)
    {
        Domain.Demand();
        return _seen.GetValueOrDefault(path) ?? throw DiskFaults.Missing.Exception($"{path} does not exist");
    }

    private void DemandSpace(long more)
    {
        if (WritesLeft is 0)
            throw DiskFaults.Full.Exception("no space left on the simulated disk");
        WritesLeft--;
        if (more > 0 && _seen.Values.Sum(f => (long)f.Seen.Length) + more > Capacity)
            throw DiskFaults.Full.Exception("no space left on the simulated disk");
    }

    private static SimulatedDisk Copy(PowerDomain next, Dictionary<string, Inode> names, Func<Inode, byte[]> content)
    {
        var disk = new SimulatedDisk(next);
        foreach (var (path, file) in names)
        {
            byte[] bytes = (byte[])content(file).Clone();
            disk._durable[path] = disk._seen[path] = new() { Durable = bytes, Seen = (byte[])bytes.Clone() };
        }

        return disk;
    }

    private sealed class Unlocking(Action unlock) : IDisposable
    {
        public void Dispose() => unlock();
    }
}
