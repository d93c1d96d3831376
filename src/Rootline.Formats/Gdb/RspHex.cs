using System.Buffers.Binary;

namespace Rootline.Formats.Gdb;

/// <summary>
/// Bytes as two hex digits each, and numbers as hex digits, in packets. Works on bytes alone, since the content of memory may be a
/// secret and must not become a string.
/// </summary>
public static class RspHex
{
    private const int WordDigits = 8;

    /// <summary>Writes bytes as hex digits.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="digits">Twice as many digits, lower case.</param>
    public static void Write(ReadOnlySpan<byte> bytes, Span<byte> digits)
    {
        for (int i = 0; i < bytes.Length; i++)
            (digits[2 * i], digits[(2 * i) + 1]) = (Digit(bytes[i] >> 4), Digit(bytes[i] & 0x0F));
    }

    /// <summary>Writes bytes as hex digits.</summary>
    /// <param name="bytes">The bytes.</param>
    public static byte[] Write(ReadOnlySpan<byte> bytes)
    {
        var digits = new byte[bytes.Length * 2];
        Write(bytes, digits);
        return digits;
    }

    /// <summary>Reads hex digits as bytes.</summary>
    /// <param name="digits">Two digits a byte, nothing else.</param>
    /// <param name="bytes">Half as many bytes.</param>
    /// <returns>False when the digits are not exactly as many, or are none.</returns>
    public static bool Read(ReadOnlySpan<byte> digits, Span<byte> bytes)
    {
        if (digits.Length != bytes.Length * 2)
            return false;
        for (int i = 0; i < bytes.Length; i++)
        {
            int value = (Value(digits[2 * i]) << 4) | Value(digits[(2 * i) + 1]);
            if (value < 0)
                return false;
            bytes[i] = (byte)value;
        }

        return true;
    }

    /// <summary>Reads a number.</summary>
    /// <param name="digits">1 to 8 digits, the most significant first, nothing else.</param>
    /// <param name="value">The number.</param>
    public static bool Read(ReadOnlySpan<byte> digits, out uint value)
    {
        value = 0;
        if (digits.Length is 0 or > WordDigits)
            return false;
        foreach (byte digit in digits)
        {
            int next = Value(digit);
            if (next < 0)
                return false;
            value = (value << 4) | (uint)next;
        }

        return true;
    }

    /// <summary>Reads a register: 8 digits, the least significant byte first.</summary>
    /// <param name="digits">The digits.</param>
    /// <param name="value">The register.</param>
    public static bool ReadRegister(ReadOnlySpan<byte> digits, out uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        bool read = Read(digits, bytes);
        value = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        return read;
    }

    /// <summary>Writes a register: 8 digits, the least significant byte first.</summary>
    /// <param name="value">The register.</param>
    public static byte[] WriteRegister(uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return Write(bytes);
    }

    private static byte Digit(int value) => (byte)(value < 10 ? '0' + value : 'a' + value - 10);

    // Negative for what is no digit; it stays negative when shifted and joined.
    private static int Value(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => -1,
    };
}
