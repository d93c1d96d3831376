using System.Buffers.Binary;
using Rootline.Core.Faults;

namespace Rootline.Formats.Iso7816;

/// <summary>
/// A command APDU (ISO/IEC 7816-4 5.1), cases 1 and 3, short or extended: the TP applet's host never sends Le.
/// </summary>
/// <param name="Cla">Class byte.</param>
/// <param name="Ins">Instruction byte.</param>
/// <param name="P1">First parameter.</param>
/// <param name="P2">Second parameter.</param>
/// <param name="Data">Command data, at most 65,535 bytes.</param>
public sealed record CommandApdu(byte Cla, byte Ins, byte P1, byte P2, ReadOnlyMemory<byte> Data = default)
{
    /// <summary>Longest command data in bytes (Lc of two bytes).</summary>
    public const int MaxData = 65_535;

    private const int HeaderLength = 4;
    private const int MaxShortData = 255;

    /// <summary>Both parameters as one big-endian number.</summary>
    public ushort P1P2 => (ushort)((P1 << 8) | P2);

    /// <summary>Reads a command. A trailing Le byte (cases 2 and 4 short) is accepted and ignored.</summary>
    /// <param name="bytes">The APDU.</param>
    public static Parsed<CommandApdu> Parse(ReadOnlyMemory<byte> bytes)
    {
        var b = bytes.Span;
        if (b.Length < HeaderLength)
            return ApduFaults.Form.Fault($"{b.Length} bytes are fewer than an APDU header");
        var body = b[HeaderLength..];
        int dataAt = body switch
        {
            [] or [_] => body.Length == 0 ? 0 : -1,
            [0, _, _, ..] => 3,
            _ => 1,
        };
        if (dataAt <= 0)
            return new CommandApdu(b[0], b[1], b[2], b[3]);
        int length = dataAt == 3 ? BinaryPrimitives.ReadUInt16BigEndian(body[1..]) : body[0];
        int left = body.Length - dataAt - length;
        if (length == 0 || left is < 0 or > 1)
            return ApduFaults.Form.Fault($"Lc announces {length} bytes, {body.Length - dataAt} are there");
        return new CommandApdu(b[0], b[1], b[2], b[3], bytes.Slice(HeaderLength + dataAt, length));
    }

    /// <summary>The APDU: Lc of one byte up to 255 bytes of data, else 00 and two bytes; no Le.</summary>
    public byte[] ToBytes()
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Data.Length, MaxData);
        int lcLength = Data.Length switch { 0 => 0, <= MaxShortData => 1, _ => 3 };
        var bytes = new byte[HeaderLength + lcLength + Data.Length];
        (bytes[0], bytes[1], bytes[2], bytes[3]) = (Cla, Ins, P1, P2);
        if (lcLength == 1)
            bytes[4] = (byte)Data.Length;
        else if (lcLength == 3)
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(5), (ushort)Data.Length);
        Data.Span.CopyTo(bytes.AsSpan(HeaderLength + lcLength));
        return bytes;
    }
}
