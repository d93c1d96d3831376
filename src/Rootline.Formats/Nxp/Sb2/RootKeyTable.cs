using System.Security.Cryptography;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Sb2;

/// <summary>The root key hash table (RKHT): 4 entries of 32 bytes, unused ones zero. Its SHA-256 is the RKTH, fused as CMPA ROTKH.</summary>
public sealed class RootKeyTable
{
    /// <summary>Entries of the table.</summary>
    public const int Entries = 4;

    /// <summary>Length of the table in bytes.</summary>
    public const int Length = Entries * HashLength;

    private const int HashLength = 32;

    private readonly byte[] _table;

    private RootKeyTable(byte[] table) => _table = table;

    /// <summary>The 128 bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _table;

    /// <summary>The root key table hash, 32 bytes.</summary>
    public byte[] Hash() => SHA256.HashData(_table);

    /// <summary>Makes a table of up to 4 key hashes, in order; the rest is zero.</summary>
    /// <param name="rootKeyHashes">1 to 4 hashes of 32 bytes (<see cref="RsaCertificate.RootKeyHash"/>).</param>
    /// <returns>The table, or <see cref="Sb2Faults.Request"/>.</returns>
    public static Parsed<RootKeyTable> Of(IReadOnlyList<byte[]> rootKeyHashes)
    {
        if (rootKeyHashes.Count is < 1 or > Entries || rootKeyHashes.Any(h => h.Length != HashLength))
            return Sb2Faults.Request.Because($"a root key table takes 1 to {Entries} hashes of {HashLength} bytes");
        var table = new byte[Length];
        for (int i = 0; i < rootKeyHashes.Count; i++)
            rootKeyHashes[i].CopyTo(table, i * HashLength);
        return new RootKeyTable(table);
    }

    /// <summary>The entries' hashes, 32 bytes each; unused ones are zero.</summary>
    public IReadOnlyList<byte[]> Hashes => [.. _table.Chunk(HashLength)];

    /// <summary>True when a root key is in the table.</summary>
    /// <param name="root">The root certificate.</param>
    public bool Holds(RsaCertificate root) => IndexOf(root) >= 0;

    /// <summary>Which entry a root key is, from 0; -1 when it is in none.</summary>
    /// <param name="root">The root certificate.</param>
    public int IndexOf(RsaCertificate root)
    {
        var hash = root.RootKeyHash();
        for (int i = 0; i < Entries; i++)
        {
            if (hash.AsSpan().SequenceEqual(_table.AsSpan(i * HashLength, HashLength)))
                return i;
        }

        return -1;
    }

    internal static RootKeyTable Read(ReadOnlySpan<byte> table) => new(table.ToArray());
}
