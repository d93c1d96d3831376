using System.Security.Cryptography;
using System.Text;
using Rootline.Core.Faults;

namespace Rootline.Oem.Images;

/// <summary>
/// Vendor and class ids: 16 bytes in the order of the text, or made of a name (RFC 9562, version 5): the vendor's in the namespace of
/// DNS, the class's in that of the vendor. Source: mcuboot-image section 10.
/// </summary>
public static class UuidText
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 16;

    private static readonly byte[] Dns = Convert.FromHexString("6ba7b8109dad11d180b400c04fd430c8");

    /// <summary>Reads or makes a vendor id.</summary>
    /// <param name="text">A UUID, 32 hexadecimal digits, or a name such as a domain.</param>
    public static Parsed<byte[]> Vendor(string text) => Read(text) ?? Named(Dns, text);

    /// <summary>Reads or makes a class id.</summary>
    /// <param name="text">A UUID, 32 hexadecimal digits, or a name.</param>
    /// <param name="vendor">The vendor id, 16 bytes, or null where there is none.</param>
    public static Parsed<byte[]> Class(string text, byte[]? vendor)
    {
        if (Read(text) is { } bytes)
            return bytes;
        return vendor is null ? ImageOptionFaults.Uuid.Fault($"the class id \"{text}\" is a name, and there is no vendor id to make it of") : Named(vendor, text);
    }

    private static byte[]? Read(string text)
    {
        bool grouped = text.Length == 36 && text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-';
        string digits = grouped ? text.Replace("-", "", StringComparison.Ordinal) : text;
        return digits.Length == 2 * Length && digits.All(char.IsAsciiHexDigit) ? Convert.FromHexString(digits) : null;
    }

    private static Parsed<byte[]> Named(byte[] space, string name)
    {
        if (name.Length == 0 || name.Any(c => char.IsControl(c) || char.IsSurrogate(c)))
            return ImageOptionFaults.Uuid.Fault("a name must have at least one character, and none that is not printed");
#pragma warning disable CA5350 // The standard's own digest; nothing is protected by it.
        byte[] id = SHA1.HashData([.. space, .. Encoding.UTF8.GetBytes(name)])[..Length];
#pragma warning restore CA5350
        id[6] = (byte)((id[6] & 0x0F) | 0x50);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return id;
    }
}
