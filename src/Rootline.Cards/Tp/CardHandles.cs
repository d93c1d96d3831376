using Rootline.Core.Disks;
using Rootline.Core.Secrets;

namespace Rootline.Cards.Tp;

/// <summary>What an open card holds: the lock beside its key, the key, and both files.</summary>
internal sealed class CardHandles : IDisposable
{
    private readonly IDisposable _lock;

    private CardHandles(IDisposable held, Secret key, IDurableFile file, IDurableFile counter) =>
        (_lock, Key, File, Counter) = (held, key, file, counter);

    public Secret Key { get; }

    public IDurableFile File { get; }

    public IDurableFile Counter { get; }

    /// <summary>Takes the lock, reads the key, opens the files; on a fault nothing stays open.</summary>
    public static CardHandles Open(IDisk disk, string cardFile, CardKeys keys)
    {
        if (!disk.Exists(keys.KeyPath))
            throw CardFileFaults.KeyMissing.Exception($"{keys.KeyPath} does not exist");
        if (!disk.Exists(keys.CounterPath))
            throw CardFileFaults.KeyDamaged.Exception($"{keys.CounterPath} does not exist");
        var opened = new Stack<IDisposable>();
        try
        {
            var held = disk.TryLock(keys.LockPath) ?? throw CardFileFaults.InUse.Exception($"{keys.LockPath} is held: card {keys.Serial} is in use");
            opened.Push(held);
            var key = keys.ReadKey(disk);
            opened.Push(key);
            var file = disk.Open(cardFile, create: false);
            opened.Push(file);
            return new(held, key, file, disk.Open(keys.CounterPath, create: false));
        }
        catch
        {
            while (opened.TryPop(out var handle))
                handle.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Counter.Dispose();
        File.Dispose();
        Key.Dispose();
        _lock.Dispose();
    }
}
