using System.Buffers.Binary;
using Rootline.Core.Faults;

namespace Rootline.Formats.Iso7816;

/// <summary>
/// A command APDU (ISO/IEC 7816-4 5.1). Written as case 1 or 3, short or extended, since the TP applet's host never sends
/// Le; read in all four cases, Le being ignored.
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
    private const int ExtendedLcLength = 3;
    private const int ExtendedLeLength = 2;

    /// <summary>Both parameters as one big-endian number.</summary>
    public ushort P1P2 => (ushort)((P1 << 8) | P2);

    /// <summary>Reads a command. Le, one byte in the short form and two (three without data) in the extended one, is ignored.</summary>
    /// <param name="bytes">The APDU.</param>
    public static Parsed<CommandApdu> Parse(ReadOnlyMemory<byte> bytes)
    {
        var b = bytes.Span;
        if (b.Length < HeaderLength)
            return ApduFaults.Form.Fault($"{b.Length} bytes are fewer than an APDU header");
        var header = new CommandApdu(b[0], b[1], b[2], b[3]);
        var body = bytes[HeaderLength..];
        return body.Span switch
        {
            [] or [_] or [0, _, _] => header,
            [0, var high, var low, ..] => WithData(header, body[ExtendedLcLength..], (high << 8) | low, ExtendedLeLength),
            [var length, ..] => WithData(header, body[1..], length, 1),
        };
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

    private static Parsed<CommandApdu> WithData(CommandApdu header, ReadOnlyMemory<byte> rest, int length, int leLength)
    {
        int left = rest.Length - length;
        return length != 0 && (left == 0 || left == leLength)
            ? header with { Data = rest[..length] }
            : ApduFaults.Form.Fault($"Lc announces {length} bytes, {rest.Length} are there");
    }
}
