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
    private readonly CardHandles _handles;
    private readonly EntropySource _entropy;

    private CardFile(CardHandles handles, SlotContent content, EntropySource entropy)
    {
        (_handles, State, Generation) = (handles, content.State, content.Generation);
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

    /// <summary>Opens a card's memory; nobody else can, until it is closed.</summary>
    /// <param name="disk">Where the files lie.</param>
    /// <param name="cardFile">The card file's path.</param>
    /// <param name="keysFolder">The keys folder's path.</param>
    /// <param name="entropy">Where nonces come from.</param>
    /// <exception cref="Core.Faults.FaultException">The file or its key cannot be used (<see cref="CardFileFaults"/>).</exception>
    public static CardFile Open(IDisk disk, string cardFile, string keysFolder, EntropySource entropy)
    {
        var keys = new CardKeys(keysFolder, CardFileReader.SerialOf(disk.ReadAll(cardFile, 2 * Length), cardFile));
        var handles = CardHandles.Open(disk, cardFile, keys);
        SlotContent? content = null;
        try
        {
            // Read only now: before the lock another process may have written.
            ulong known = CardCounter.Newest(handles.Key, disk.ReadAll(keys.CounterPath, CardCounter.Length * 2))
                ?? throw CardFileFaults.KeyDamaged.Exception($"{keys.CounterPath} holds no authentic entry");
            content = CardFileReader.Newest(disk.ReadAll(cardFile, 2 * Length), handles.Key, known, cardFile);
            if (content.Generation > known)
                CardCounter.Advance(handles.Counter, handles.Key, content.Generation);
            return new CardFile(handles, content, entropy);
        }
        catch
        {
            content?.State.Dispose();
            handles.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Commit()
    {
        ulong next = Generation + 1;
        byte[] slot = CardSlotCodec.Seal(State, next, _handles.Key, _entropy.Bytes(CardSlotCodec.NonceLength));
        _handles.File.Write((long)(next % 2) * CardSlotCodec.Length, slot);
        _handles.File.Sync();
        CardCounter.Advance(_handles.Counter, _handles.Key, next);
        Generation = next;
    }

    /// <summary>Closes the files and wipes key and state.</summary>
    public void Dispose()
    {
        _handles.Dispose();
        State.Dispose();
    }
}
