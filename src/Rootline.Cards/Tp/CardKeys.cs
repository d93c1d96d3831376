using System.Globalization;
using Rootline.Core.Disks;
using Rootline.Core.Secrets;

namespace Rootline.Cards.Tp;

/// <summary>
/// What is held apart from a card's file: <c>card-SERIAL.key</c>, the 32-byte sealing key,
/// <c>card-SERIAL.counter</c>, and the empty <c>card-SERIAL.lock</c>.
/// </summary>
/// <param name="Folder">The keys folder.</param>
/// <param name="Serial">The card's serial number.</param>
internal sealed record CardKeys(string Folder, ulong Serial)
{
    public const int KeyLength = 32;

    public string KeyPath => PathOf("key");

    public string CounterPath => PathOf("counter");

    public string LockPath => PathOf("lock");

    public Secret ReadKey(IDisk disk)
    {
        byte[] key = disk.ReadAll(KeyPath, KeyLength * 2);
        return key.Length == KeyLength ? Secret.Take(key) : throw CardFileFaults.KeyDamaged.Exception($"{KeyPath} has {key.Length} bytes, not {KeyLength}");
    }

    private string PathOf(string extension) => Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"card-{Serial}.{extension}"));
}
