using System.Globalization;
using Rootline.Core.Disks;
using Rootline.Core.Secrets;

namespace Rootline.Cards.Tp;

/// <summary>
/// What is held apart from a card's file: <c>card-SERIAL.key</c>, the 32-byte sealing key, and <c>card-SERIAL.counter</c>.
/// </summary>
/// <param name="Folder">The keys folder.</param>
/// <param name="Serial">The card's serial number.</param>
internal sealed record CardKeys(string Folder, ulong Serial)
{
    public const int KeyLength = 32;

    public string KeyPath => PathOf("key");

    public string CounterPath => PathOf("counter");

    public Secret ReadKey(IDisk disk)
    {
        if (!disk.Exists(KeyPath))
            throw CardFileFaults.KeyMissing.Exception($"{KeyPath} does not exist");
        byte[] key = disk.ReadAll(KeyPath, KeyLength * 2);
        return key.Length == KeyLength ? Secret.Take(key) : throw CardFileFaults.KeyDamaged.Exception($"{KeyPath} has {key.Length} bytes, not {KeyLength}");
    }

    private string PathOf(string extension) => Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"card-{Serial}.{extension}"));
}
