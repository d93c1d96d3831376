using Rootline.Core.Disks;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;

namespace Rootline.Cards.Tp;

/// <summary>
/// A card's memory in a file: two sealed slots written in turn, and a counter beside the sealing key that refuses older
/// copies. A commit writes the slot, then the counter: a cut between leaves a slot one ahead of the counter, which the next
/// start accepts. Format: docs/formats/card-file.md.
/// </summary>
public sealed class CardFile : ICardMemory, IDisposable
{
    private readonly IDurableFile _file;
    private readonly IDurableFile _counter;
    private readonly Secret _key;
    private readonly EntropySource _entropy;

    private CardFile(IDurableFile file, IDurableFile counter, Secret key, SlotContent content, EntropySource entropy)
    {
        (_file, _counter, _key, State, Generation) = (file, counter, key, content.State, content.Generation);
        // A seeded source must not give the nonces of the last opening again.
        _entropy = entropy.Fork($"card file from generation {Generation}");
    }

    /// <summary>Length of a card file in bytes.</summary>
    public static int Length => 2 * CardSlotCodec.Length;

    /// <inheritdoc/>
    public CardState State { get; }

    /// <inheritdoc/>
    public int Capacity => CardSlotCodec.Capacity;

    /// <summary>How often the state was committed, since the card was made.</summary>
    public ulong Generation { get; private set; }

    /// <summary>Writes the file, key and counter of a new card. The key comes before the file that needs it.</summary>
    /// <param name="disk">Where the files lie.</param>
    /// <param name="cardFile">The card file's path.</param>
    /// <param name="keysFolder">The keys folder's path.</param>
    /// <param name="state">The state of the new card; remains the caller's.</param>
    /// <param name="entropy">Where key and nonces come from.</param>
    public static void Create(IDisk disk, string cardFile, string keysFolder, CardState state, EntropySource entropy)
    {
        var keys = new CardKeys(keysFolder, state.Serial);
        foreach (string path in (string[])[cardFile, keys.KeyPath])
        {
            if (disk.Exists(path))
                throw CardFileFaults.Exists.Exception($"{path} exists already");
        }

        const ulong generation = 1;
        using var key = new Secret(CardKeys.KeyLength);
        entropy.Fork("card sealing key").Fill(key.Span);
        var nonces = entropy.Fork("card file");
        byte[] even = CardSlotCodec.Seal(state, generation - 1, key, nonces.Bytes(CardSlotCodec.NonceLength));
        byte[] odd = CardSlotCodec.Seal(state, generation, key, nonces.Bytes(CardSlotCodec.NonceLength));
        disk.CreateFolder(keysFolder, secret: true);
        disk.Replace(keys.CounterPath, CardCounter.First(key, generation), secret: true);
        disk.Replace(keys.KeyPath, key.Span, secret: true);
        disk.Replace(cardFile, [.. even, .. odd], secret: true);
    }

    /// <summary>Opens a card's memory.</summary>
    /// <param name="disk">Where the files lie.</param>
    /// <param name="cardFile">The card file's path.</param>
    /// <param name="keysFolder">The keys folder's path.</param>
    /// <param name="entropy">Where nonces come from.</param>
    /// <exception cref="Core.Faults.FaultException">The file or its key cannot be used (<see cref="CardFileFaults"/>).</exception>
    public static CardFile Open(IDisk disk, string cardFile, string keysFolder, EntropySource entropy)
    {
        byte[] bytes = disk.ReadAll(cardFile, 2 * Length);
        var keys = new CardKeys(keysFolder, CardFileReader.SerialOf(bytes, cardFile));
        var key = keys.ReadKey(disk);
        CardState? state = null;
        IDurableFile? file = null;
        IDurableFile? counter = null;
        try
        {
            ulong known = CardCounter.Newest(key, disk.Exists(keys.CounterPath) ? disk.ReadAll(keys.CounterPath) : [])
                ?? throw CardFileFaults.KeyDamaged.Exception($"{keys.CounterPath} holds no authentic entry");
            var content = CardFileReader.Newest(bytes, key, known, cardFile);
            state = content.State;
            file = disk.Open(cardFile, create: false);
            counter = disk.Open(keys.CounterPath, create: false);
            if (content.Generation > known)
                CardCounter.Advance(counter, key, content.Generation);
            return new CardFile(file, counter, key, content, entropy);
        }
        catch
        {
            key.Dispose();
            state?.Dispose();
            file?.Dispose();
            counter?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Commit()
    {
        ulong next = Generation + 1;
        _file.Write((long)(next % 2) * CardSlotCodec.Length, CardSlotCodec.Seal(State, next, _key, _entropy.Bytes(CardSlotCodec.NonceLength)));
        _file.Sync();
        CardCounter.Advance(_counter, _key, next);
        Generation = next;
    }

    /// <summary>Closes the files and wipes key and state.</summary>
    public void Dispose()
    {
        _file.Dispose();
        _counter.Dispose();
        _key.Dispose();
        State.Dispose();
    }
}
