using System.Buffers.Binary;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot.Hid;

/// <summary>
/// One report on USB: id u8, 0 u8, payload length u16 little-endian, payload. USB itself repeats what is damaged, so there is
/// no checksum and no acknowledgement. A report without payload breaks a data phase off.
/// </summary>
/// <param name="Id">What the report is.</param>
/// <param name="Payload">The packet or piece, 0 to <see cref="MaxPayload"/> bytes.</param>
public sealed record HidReport(HidReportId Id, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Bytes before the payload.</summary>
    public const int HeaderLength = 4;

    /// <summary>The longest report that is taken, in bytes: what hosts read at once. A longer one would fill the reader's memory.</summary>
    public const int MaxLength = 1024;

    /// <summary>The longest payload in bytes.</summary>
    public const int MaxPayload = MaxLength - HeaderLength;

    /// <summary>The bytes on the bus.</summary>
    /// <param name="length">The fixed length of the device's reports, filled up with zeros; 0 for a report that ends with its payload.</param>
    public byte[] ToBytes(int length = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Payload.Length, MaxPayload);
        var bytes = new byte[Math.Max(length, HeaderLength + Payload.Length)];
        bytes[0] = (byte)Id;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), (ushort)Payload.Length);
        Payload.Span.CopyTo(bytes.AsSpan(HeaderLength));
        return bytes;
    }

    /// <summary>Reads a report. What follows the payload is filling, whatever it is: devices leave older bytes there.</summary>
    /// <param name="bytes">The bytes of one report.</param>
    /// <returns>The report, or <see cref="MbootFaults.ReportMalformed"/>.</returns>
    public static Parsed<HidReport> Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is < HeaderLength or > MaxLength || bytes[0] is < (byte)HidReportId.CommandOut or > (byte)HidReportId.DataIn || bytes[1] != 0)
            return MbootFaults.ReportMalformed.Fault($"a report of {bytes.Length} bytes has no header of the boot loader");
        int length = BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]);
        return HeaderLength + length <= bytes.Length
            ? new HidReport((HidReportId)bytes[0], bytes.Slice(HeaderLength, length).ToArray())
            : MbootFaults.ReportMalformed.Fault($"a report of {bytes.Length} bytes announces {length} bytes");
    }
}
