using Rootline.Core.Faults;

namespace Rootline.Formats.Files;

/// <summary>
/// An Intel HEX file as the bytes from its lowest to its highest address, gaps filled. In constant memory where the addresses ascend;
/// otherwise its data is sorted in memory.
/// </summary>
public sealed class IntelHexFile
{
    /// <summary>From the lowest to the highest address at most 1 GiB: two distant records must not make an endless filling.</summary>
    public const long MaxSpan = 1L << 30;

    /// <summary>At most 64 MiB of data when the addresses do not ascend and must be sorted in memory.</summary>
    public const long MaxSorted = 64L << 20;

    private readonly Stream _source;
    private readonly long _start;
    private readonly List<(uint Address, ReadOnlyMemory<byte> Bytes)>? _sorted;

    private IntelHexFile(Stream source, long start, List<(uint Address, ReadOnlyMemory<byte> Bytes)>? sorted) => (_source, _start, _sorted) = (source, start, sorted);

    /// <summary>The lowest address.</summary>
    public uint BaseAddress { get; private init; }

    /// <summary>Bytes from the lowest to the highest address.</summary>
    public long Length { get; private init; }

    /// <summary>Whether the addresses ascend, so that reading takes constant memory.</summary>
    public bool Ascends => _sorted is null;

    /// <summary>Reads a file once to its end and checks every record.</summary>
    /// <param name="source">A seekable stream from its position; it stays the caller's and must stay open.</param>
    /// <exception cref="FaultException">The file is malformed, empty, overlapping or spread too wide.</exception>
    public static IntelHexFile Open(Stream source)
    {
        long start = source.Position;
        var scanner = new IntelHexScanner(source);
        long lowest = long.MaxValue;
        long end = -1;
        bool ascends = true;
        while (scanner.Next())
        {
            ascends &= scanner.Address >= end;
            lowest = Math.Min(lowest, scanner.Address);
            end = Math.Max(end, (long)scanner.Address + scanner.Data.Length);
        }

        if (end < 0)
            throw IntelHexFaults.Content.Exception("there is no data");
        if (end - lowest > MaxSpan)
            throw IntelHexFaults.Content.Exception($"from the lowest to the highest address there are {end - lowest} bytes, the most is {MaxSpan}");
        return new(source, start, ascends ? null : Sort(source, start)) { BaseAddress = (uint)lowest, Length = end - lowest };
    }

    /// <summary>Opens the bytes, <see cref="Length"/> of them; an earlier opened stream of the same file is then of no more use.</summary>
    /// <param name="gap">What gaps are filled with.</param>
    public Stream OpenBytes(byte gap = 0xFF)
    {
        if (_sorted is not null)
            return new IntelHexBytes(_sorted, BaseAddress, gap);
        _source.Position = _start;
        return new IntelHexBytes(Records(new(_source)), BaseAddress, gap);
    }

    // Each record's bytes are valid until the next one.
    private static IEnumerable<(uint Address, ReadOnlyMemory<byte> Bytes)> Records(IntelHexScanner scanner)
    {
        while (scanner.Next())
            yield return (scanner.Address, scanner.Data);
    }

    private static List<(uint Address, ReadOnlyMemory<byte> Bytes)> Sort(Stream source, long start)
    {
        source.Position = start;
        var list = new List<(uint Address, ReadOnlyMemory<byte> Bytes)>();
        long total = 0;
        foreach (var record in Records(new(source)))
        {
            total += record.Bytes.Length;
            if (total > MaxSorted)
                throw IntelHexFaults.Content.Exception($"the addresses do not ascend, and more than {MaxSorted} bytes would have to be sorted");
            list.Add((record.Address, record.Bytes.ToArray()));
        }

        list.Sort((a, b) => a.Address.CompareTo(b.Address));
        for (int i = 1; i < list.Count; i++)
        {
            if (list[i].Address < (long)list[i - 1].Address + list[i - 1].Bytes.Length)
                throw IntelHexFaults.Content.Exception($"records overlap at 0x{list[i].Address:x8}");
        }

        return list;
    }
}
