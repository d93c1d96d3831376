using System.Buffers;
using System.Buffers.Binary;
using Rootline.Core.Faults;

namespace Rootline.Formats.Files;

/// <summary>One record: <c>:</c>, then hexadecimal length u8, address u16 big-endian, type u8, data, checksum (sum of all is 0 modulo 256).</summary>
/// <param name="Type">The type.</param>
/// <param name="Address">Lower 16 bits of the address.</param>
/// <param name="Data">At most 255 bytes.</param>
public readonly record struct IntelHexRecord(IntelHexRecordType Type, ushort Address, ReadOnlyMemory<byte> Data)
{
    /// <summary>The longest line without its end, in characters.</summary>
    public const int MaxLine = 1 + (2 * MaxBytes);

    private const int HeadLength = 4;
    private const int MaxBytes = HeadLength + 255 + 1;

    /// <summary>Reads a line; digits of either case.</summary>
    /// <param name="line">The line without its end.</param>
    public static Parsed<IntelHexRecord> Parse(ReadOnlySpan<byte> line) => Parse(line, new byte[MaxBytes]);

    /// <summary>Reads a line into a buffer that the record points to until the next line.</summary>
    internal static Parsed<IntelHexRecord> Parse(ReadOnlySpan<byte> line, byte[] buffer)
    {
        if (line.Length is < 11 or > MaxLine || line.Length % 2 == 0 || line[0] != ':')
            return IntelHexFaults.Record.Fault("a record begins with a colon and has an even number of digits");
        if (Convert.FromHexString(line[1..], buffer, out _, out int count) != OperationStatus.Done)
            return IntelHexFaults.Record.Fault("a record holds something else than hexadecimal digits");
        if (count != HeadLength + buffer[0] + 1)
            return IntelHexFaults.Record.Fault($"a record says that it has {buffer[0]} bytes; it has {count - HeadLength - 1}");
        byte sum = 0;
        foreach (byte b in buffer.AsSpan(0, count))
            sum += b;
        if (sum != 0)
            return IntelHexFaults.Record.Fault("the checksum of a record is wrong");
        var record = new IntelHexRecord((IntelHexRecordType)buffer[3], BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(1)), buffer.AsMemory(HeadLength, buffer[0]));
        return record.LengthFits ? record : IntelHexFaults.Record.Fault($"a record of the type {buffer[3]} with {buffer[0]} bytes");
    }

    private bool LengthFits => Type switch
    {
        IntelHexRecordType.Data => true,
        IntelHexRecordType.End => Data.Length == 0,
        IntelHexRecordType.SegmentBase or IntelHexRecordType.LinearBase => Data.Length == 2,
        IntelHexRecordType.SegmentStart or IntelHexRecordType.LinearStart => Data.Length == 4,
        _ => false,
    };
}
