using System.Buffers.Binary;
using Rootline.Core.Faults;

namespace Rootline.Formats.Files;

/// <summary>Reads the data records of a file one after the other, in constant memory.</summary>
internal sealed class IntelHexScanner(Stream source)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly byte[] _record = new byte[IntelHexRecord.MaxLine];
    private int _start;
    private int _end;
    private bool _sourceEnded;
    private bool _ended;
    private uint _base;
    private int _line;

    /// <summary>Address of the record that was read last.</summary>
    public uint Address { get; private set; }

    /// <summary>Its bytes, valid until the next one.</summary>
    public ReadOnlyMemory<byte> Data { get; private set; }

    /// <summary>Reads the next data record that has bytes.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="FaultException">A line is no record, there is no end record, or something follows it.</exception>
    public bool Next()
    {
        while (NextLine(out var line))
        {
            if (line.IsEmpty)
                continue;
            if (_ended)
                throw IntelHexFaults.Content.Exception($"line {_line} stands after the end record");
            if (Take(IntelHexRecord.Parse(line, _record).OrThrow($"line {_line}")))
                return true;
        }

        return _ended ? false : throw IntelHexFaults.Content.Exception("there is no end record: the file is cut off");
    }

    private bool Take(IntelHexRecord record)
    {
        switch (record.Type)
        {
            case IntelHexRecordType.End:
                _ended = true;
                return false;
            case IntelHexRecordType.SegmentBase:
                _base = (uint)BinaryPrimitives.ReadUInt16BigEndian(record.Data.Span) << 4;
                return false;
            case IntelHexRecordType.LinearBase:
                _base = (uint)BinaryPrimitives.ReadUInt16BigEndian(record.Data.Span) << 16;
                return false;
            case IntelHexRecordType.Data when record.Data.Length > 0:
                if ((ulong)_base + record.Address + (uint)record.Data.Length > 1UL << 32)
                    throw IntelHexFaults.Content.Exception($"line {_line} goes past the last address of 32 bits");
                (Address, Data) = (_base + record.Address, record.Data);
                return true;
            default:
                return false;
        }
    }

    // Lines end with LF or CR LF; the last one may have no end.
    private bool NextLine(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var rest = _buffer.AsSpan(_start, _end - _start);
            int length = rest.IndexOf((byte)'\n');
            if (length < 0 && _sourceEnded)
                length = rest.Length;
            if (length >= 0 && (length < rest.Length || rest.Length > 0))
            {
                _start += Math.Min(length + 1, rest.Length);
                _line++;
                line = rest[..length].TrimEnd((byte)'\r');
                return true;
            }

            if (_sourceEnded)
            {
                line = default;
                return false;
            }

            if (rest.Length > IntelHexRecord.MaxLine + 2)
                throw IntelHexFaults.Record.Exception($"line {_line + 1} is longer than a record can be");
            Refill(rest.Length);
        }
    }

    private void Refill(int kept)
    {
        _buffer.AsSpan(_start, kept).CopyTo(_buffer);
        int read = source.Read(_buffer, kept, _buffer.Length - kept);
        (_start, _end, _sourceEnded) = (0, kept + read, read == 0);
    }
}
