using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Links.Mboot;

/// <summary>The commands of a target's key store (command 15) and of its key blobs (command 13).</summary>
public sealed class HostKeyStore
{
    private readonly HostSession _session;

    internal HostKeyStore(HostSession session) => _session = session;

    /// <summary>Makes the root of a new key store. Keys of an older one are worthless from then on.</summary>
    public void Enroll() => _session.Demand(KeyEnrollCommand.Packet);

    /// <summary>Hands a key over; it is lost at the next reset unless it is burned.</summary>
    /// <param name="type">What it is for.</param>
    /// <param name="key">The key.</param>
    public void SetUserKey(UserKeyType type, Secret key) => _session.SendData(new SetUserKeyCommand(type, (uint)key.Length).ToPacket(), key.Memory);

    /// <summary>Lets the target draw a key that nobody knows.</summary>
    /// <param name="type">What it is for.</param>
    /// <param name="size">Its length in bytes.</param>
    public void SetIntrinsicKey(UserKeyType type, uint size) => _session.Demand(new SetIntrinsicKeyCommand(type, size).ToPacket());

    /// <summary>Burns the key store. Cannot be undone.</summary>
    /// <param name="memory">0 for the internal memory.</param>
    public void BurnKeyStore(uint memory = 0) => _session.Demand(new WriteNonVolatileCommand(memory).ToPacket());

    /// <summary>Loads the key store that was burned.</summary>
    /// <param name="memory">0 for the internal memory.</param>
    public void LoadKeyStore(uint memory = 0) => _session.Demand(new ReadNonVolatileCommand(memory).ToPacket());

    /// <summary>Hands over a key store that the same target gave before.</summary>
    /// <param name="store">The bytes.</param>
    public void WriteKeyStore(ReadOnlyMemory<byte> store) => _session.SendData(new WriteKeyStoreCommand((uint)store.Length).ToPacket(), store);

    /// <summary>Reads the key store, as only the same target can use it.</summary>
    public byte[] ReadKeyStore() => _session.ReceiveData(ReadKeyStoreCommand.Packet, ResponseTag.KeyProvisioning);

    /// <summary>Lets the target wrap a key with one of its own.</summary>
    /// <param name="selector">Which of its keys.</param>
    /// <param name="key">The key to wrap.</param>
    /// <param name="length">Length of the blob in bytes.</param>
    /// <returns>The blob.</returns>
    public byte[] GenerateKeyBlob(uint selector, Secret key, int length)
    {
        _session.SendData(new GenerateKeyBlobCommand(selector, (uint)key.Length, KeyBlobPhase.Send).ToPacket(), key.Memory);
        return _session.ReceiveData(new GenerateKeyBlobCommand(selector, (uint)length, KeyBlobPhase.Read).ToPacket(), ResponseTag.KeyBlob, length);
    }
}
