using System.Globalization;
using Rootline.Core.Faults;

namespace Rootline.Formats.Mcuboot;

/// <summary>Value of a SEC_CNT TLV, u32: a loader refuses an image whose counter is below the device's.</summary>
/// <param name="Value">The counter.</param>
public readonly record struct SecurityCounter(uint Value)
{
    /// <summary>Length on the wire in bytes.</summary>
    public const int Length = 4;

    /// <summary>The word on the command line that makes the counter from the version.</summary>
    public const string Auto = "auto";

    /// <summary>The counter of a version: major, minor and revision as one number; the build number is not in it.</summary>
    /// <param name="version">The version.</param>
    public static SecurityCounter Of(ImageVersion version) => new(version.WithoutBuild);

    /// <summary>Reads the text of the command line.</summary>
    /// <param name="text"><c>auto</c>, or a number: decimal, or with 0x, 0o or 0b in front.</param>
    /// <param name="version">The image's version.</param>
    public static Parsed<SecurityCounter> Parse(string text, ImageVersion version)
    {
        if (text == Auto)
            return Of(version);
        return TryNumber(text, out uint value)
            ? new SecurityCounter(value)
            : ImageFaults.Counter.Fault($"neither auto nor a number from 0 to 4294967295: {text}");
    }

    /// <summary>Reads a value.</summary>
    /// <param name="value">4 bytes.</param>
    /// <param name="order">Byte order of the image.</param>
    public static Parsed<SecurityCounter> Parse(ReadOnlySpan<byte> value, ImageByteOrder order = ImageByteOrder.Little) => value.Length == Length
        ? new SecurityCounter(order.U32(value))
        : ImageFaults.TlvValue.Fault($"a security counter has 4 bytes, this has {value.Length}");

    /// <summary>The 4 bytes.</summary>
    /// <param name="order">Byte order of the image.</param>
    public byte[] ToBytes(ImageByteOrder order = ImageByteOrder.Little)
    {
        var bytes = new byte[Length];
        order.Write(bytes, Value);
        return bytes;
    }

    private static bool TryNumber(string text, out uint value)
    {
        value = 0;
        if (text.Length < 3 || text[0] != '0' || char.IsAsciiDigit(text[1]))
            return uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        var digits = text.AsSpan(2);
        return char.ToLowerInvariant(text[1]) switch
        {
            'x' => uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value),
            'b' => uint.TryParse(digits, NumberStyles.AllowBinarySpecifier, CultureInfo.InvariantCulture, out value),
            'o' => TryOctal(digits, out value),
            _ => false,
        };
    }

    private static bool TryOctal(ReadOnlySpan<char> digits, out uint value)
    {
        ulong sum = 0;
        foreach (char digit in digits)
        {
            sum = (sum * 8) + (uint)(digit - '0');
            if (digit is < '0' or > '7' || sum > uint.MaxValue)
            {
                value = 0;
                return false;
            }
        }

        value = (uint)sum;
        return true;
    }
}
