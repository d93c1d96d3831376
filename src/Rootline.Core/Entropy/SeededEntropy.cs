using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Rootline.Core.Entropy;

/// <summary>
/// A reproducible source for simulations: block i is HMAC-SHA256(key, i as u64 little-endian); a fork's key is
/// HMAC-SHA256(key, "fork:" label). Not safe for two threads: fork one source a party.
/// </summary>
public sealed class SeededEntropy : EntropySource
{
    private readonly byte[] _key;
    private readonly byte[] _block = new byte[32];
    private ulong _counter;
    private int _used = 32;

    private SeededEntropy(byte[] key) => _key = key;

    /// <summary>Makes the root source of a seed.</summary>
    /// <param name="seed">The seed.</param>
    public SeededEntropy(ulong seed)
        : this(SHA256.HashData(Encoding.ASCII.GetBytes($"rootline-seed:{seed}")))
    {
    }

    /// <inheritdoc/>
    public override bool IsSeeded => true;

    /// <inheritdoc/>
    public override void Fill(Span<byte> destination)
    {
        Span<byte> counter = stackalloc byte[8];
        while (!destination.IsEmpty)
        {
            if (_used == _block.Length)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(counter, _counter++);
                HMACSHA256.HashData(_key, counter, _block);
                _used = 0;
            }

            int length = Math.Min(destination.Length, _block.Length - _used);
            _block.AsSpan(_used, length).CopyTo(destination);
            _used += length;
            destination = destination[length..];
        }
    }

    /// <inheritdoc/>
    public override EntropySource Fork(string label) =>
        new SeededEntropy(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes("fork:" + label)));
}
