using System.Text;
using Rootline.Core.Faults;
using Rootline.Formats.Mcuboot;

namespace Rootline.Oem.Images;

/// <summary>A TLV whose type and value the operator says.</summary>
public static class OperatorTlv
{
    /// <summary>Makes a TLV of texts.</summary>
    /// <param name="type">A number.</param>
    /// <param name="value">Hexadecimal digits after <c>0x</c>, or text that is taken as UTF-8.</param>
    public static Parsed<TlvEntry> Of(string type, string value)
    {
        if (!value.StartsWith("0x", StringComparison.Ordinal))
            return Of(type, Encoding.UTF8.GetBytes(value));
        if (value.Length % 2 != 0)
            return ImageOptionFaults.Tlv.Fault($"the value of TLV {type} has an odd number of hexadecimal digits");
        return value[2..].All(char.IsAsciiHexDigit)
            ? Of(type, Convert.FromHexString(value.AsSpan(2)))
            : ImageOptionFaults.Tlv.Fault($"the value of TLV {type} begins with 0x and has a character that is no hexadecimal digit");
    }

    /// <summary>Makes a TLV of a type as text and a value.</summary>
    /// <param name="type">A number.</param>
    /// <param name="value">The value, at most 65535 bytes.</param>
    public static Parsed<TlvEntry> Of(string type, byte[] value)
    {
        if (!OptionNumber.Parse(type, ushort.MaxValue).Try(out uint number, out var fault))
            return fault;
        return value.Length <= ushort.MaxValue
            ? new TlvEntry((TlvType)number, value)
            : ImageOptionFaults.Tlv.Fault($"the value of TLV {type} has {value.Length} bytes, at most {ushort.MaxValue} fit");
    }
}
