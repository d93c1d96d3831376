using System.Buffers.Binary;
using System.Security.Cryptography;
using Rootline.Core.Bytes;
using Rootline.Core.Faults;
using Rootline.Formats.Nordic.Lifecycle;

namespace Rootline.Formats.Nordic;

/// <summary>
/// A public key that the boot loader trusts: a state word (50FAFFFF with the index in bits 24 to 27 while valid, low half 0000 once
/// invalidated) and the first 16 bytes of its SHA-256. Source: tfm-provisioning section 12.3.
/// </summary>
/// <param name="Index">Its place, 0 to 15.</param>
/// <param name="IsValid">False once invalidated.</param>
/// <param name="Hash">16 bytes; no halfword is FFFF.</param>
public sealed record ImageKey(int Index, bool IsValid, ReadOnlyMemory<byte> Hash)
{
    /// <summary>Bytes of a hash.</summary>
    public const int HashLength = 16;

    private const uint Valid = 0x50FAFFFF;
    private const uint Invalid = 0x50FA0000;

    /// <summary>What invalidating writes over a state word.</summary>
    public const uint Invalidation = 0xFFFF0000;

    /// <summary>The state word.</summary>
    public uint Word => (IsValid ? Valid : Invalid) | ((uint)Index << 24);

    /// <summary>The hash of a key, and whether it can be stored.</summary>
    /// <param name="publicKey">The key as the boot loader takes it.</param>
    /// <param name="hash">16 bytes.</param>
    public static LifecycleError HashOf(ReadOnlySpan<byte> publicKey, out byte[] hash)
    {
        hash = SHA256.HashData(publicKey)[..HashLength];
        return CanBeStored(hash) ? LifecycleError.None : LifecycleError.HashFf;
    }

    internal static Parsed<ImageKey> Read(ref SpanReader reader, int index)
    {
        uint word = reader.U32Le();
        var hash = reader.Bytes(HashLength);
        if (reader.Overrun)
            return NordicFaults.Area.Fault($"public key {index} is cut off");
        var key = new ImageKey(index, word == (Valid | ((uint)index << 24)), hash.ToArray());
        if (word != key.Word)
            return NordicFaults.Area.Fault($"public key {index} has the state word {word:x8}: the boot loader panics");
        return CanBeStored(hash) ? key : NordicFaults.Area.Fault($"the hash of public key {index} has a halfword of ones", vendorCode: $"{(int)LifecycleError.HashFf}");
    }

    internal void Write(ref SpanWriter writer)
    {
        writer.U32Le(Word);
        writer.Bytes(Hash.Span);
    }

    private static bool CanBeStored(ReadOnlySpan<byte> hash)
    {
        for (int i = 0; i < hash.Length; i += 2)
        {
            if (BinaryPrimitives.ReadUInt16LittleEndian(hash[i..]) == 0xFFFF)
                return false;
        }

        return true;
    }
}
