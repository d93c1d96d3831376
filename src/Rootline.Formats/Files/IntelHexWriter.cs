using System.Buffers.Binary;

namespace Rootline.Formats.Files;

/// <summary>
/// Writes Intel HEX: records of 16 bytes, none across a boundary of 64 KiB, extended linear addresses (type 04) as soon as any address is
/// above 0xffff, upper-case digits, LF. What is written in ascending order at adjoining addresses becomes one run. In constant memory.
/// </summary>
public sealed class IntelHexWriter : SequentialStream
{
    private const int RecordLength = 16;
    private const int PageBits = 16;
    private readonly Stream _output;
    private readonly byte[] _data = new byte[RecordLength];

    // Whether the first page needs a type 04 record is known only when an address above it comes, or none; so it waits here.
    private MemoryStream? _firstPage;
    private long _page = -1;
    private long _next;
    private int _held;

    /// <summary>A writer at an address.</summary>
    /// <param name="output">Where the text goes; it stays the caller's.</param>
    /// <param name="address">The first address.</param>
    public IntelHexWriter(Stream output, uint address)
    {
        (_output, _next) = (output, address);
        _firstPage = address >> PageBits == 0 ? new() : null;
    }

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <summary>Goes on at a higher address.</summary>
    /// <param name="address">Not below the address after the last byte.</param>
    public void MoveTo(uint address)
    {
        if (address == _next)
            return;
        if (address < _next)
            throw new ArgumentOutOfRangeException(nameof(address), "addresses must ascend");
        WriteHeld();
        _next = address;
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_next + buffer.Length > 1L << 32)
            throw IntelHexFaults.Address.Exception($"the data goes past the last address of 32 bits, from 0x{_next:x} on");
        foreach (byte b in buffer)
        {
            _data[_held++] = b;
            _next++;
            if (_held == RecordLength || (_next & ((1 << PageBits) - 1)) == 0)
                WriteHeld();
        }
    }

    /// <summary>Writes what is held and the end record.</summary>
    public void Finish()
    {
        WriteHeld();
        ReleaseFirstPage();
        Record(_output, IntelHexRecordType.End, 0, default);
    }

    private void WriteHeld()
    {
        if (_held == 0)
            return;
        long address = _next - _held;
        if (address >> PageBits is > 0 and var page && page != _page)
        {
            if (_firstPage is { Length: > 0 })
                LinearBase(0);
            ReleaseFirstPage();
            LinearBase(page);
            _page = page;
        }

        Record(_firstPage ?? _output, IntelHexRecordType.Data, (ushort)address, _data.AsSpan(0, _held));
        _held = 0;
    }

    private void LinearBase(long page)
    {
        Span<byte> upper = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(upper, (ushort)page);
        Record(_output, IntelHexRecordType.LinearBase, 0, upper);
    }

    private void ReleaseFirstPage()
    {
        _firstPage?.WriteTo(_output);
        _firstPage?.Dispose();
        _firstPage = null;
    }

    private static void Record(Stream target, IntelHexRecordType type, ushort address, ReadOnlySpan<byte> data)
    {
        Span<byte> bytes = stackalloc byte[5 + RecordLength];
        bytes[0] = (byte)data.Length;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[1..], address);
        bytes[3] = (byte)type;
        data.CopyTo(bytes[4..]);
        int sum = 0;
        foreach (byte b in bytes[..(4 + data.Length)])
            sum += b;
        bytes[4 + data.Length] = (byte)-sum;
        Span<byte> line = stackalloc byte[1 + (2 * (5 + RecordLength)) + 1];
        line[0] = (byte)':';
        Convert.TryToHexString(bytes[..(5 + data.Length)], line[1..], out int digits);
        line[1 + digits] = (byte)'\n';
        target.Write(line[..(digits + 2)]);
    }
}
