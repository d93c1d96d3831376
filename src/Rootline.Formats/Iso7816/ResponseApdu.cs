using System.Buffers.Binary;
using Rootline.Core.Faults;

namespace Rootline.Formats.Iso7816;

/// <summary>A response APDU (ISO/IEC 7816-4 5.1): data, then the status word big-endian.</summary>
/// <param name="Data">Response data.</param>
/// <param name="StatusWord">SW1 and SW2.</param>
public sealed record ResponseApdu(ReadOnlyMemory<byte> Data, ushort StatusWord)
{
    /// <summary>The status word of success.</summary>
    public const ushort Success = 0x9000;

    /// <summary>Reads a response.</summary>
    /// <param name="bytes">The APDU.</param>
    public static Parsed<ResponseApdu> Parse(ReadOnlyMemory<byte> bytes) =>
        bytes.Length < 2
            ? ApduFaults.Form.Fault($"{bytes.Length} bytes are fewer than a status word")
            : new ResponseApdu(bytes[..^2], BinaryPrimitives.ReadUInt16BigEndian(bytes.Span[^2..]));

    /// <summary>The APDU.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Data.Length + 2];
        Data.Span.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(Data.Length), StatusWord);
        return bytes;
    }
}
