using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Rootline.Core.Faults;

namespace Rootline.Formats.Mcuboot;

/// <summary>Value of a UUID_VID or UUID_CID TLV: 16 bytes in the order of the text. Source: mcuboot-image section 10.</summary>
public sealed partial class ImageUuid : IEquatable<ImageUuid>
{
    /// <summary>Length on the wire in bytes.</summary>
    public const int Length = 16;

    private static readonly byte[] DnsNamespace = Convert.FromHexString("6ba7b8109dad11d180b400c04fd430c8");
    private readonly byte[] _bytes;

    private ImageUuid(byte[] bytes) => _bytes = bytes;

    /// <summary>The 16 bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Reads a value.</summary>
    /// <param name="value">16 bytes.</param>
    public static Parsed<ImageUuid> Parse(ReadOnlySpan<byte> value) => value.Length == Length
        ? new ImageUuid(value.ToArray())
        : ImageFaults.TlvValue.Fault($"a UUID has 16 bytes, this has {value.Length}");

    /// <summary>A vendor id from text: a UUID, 32 hexadecimal digits, or a name such as a domain (UUID version 5 in the DNS namespace).</summary>
    /// <param name="text">The text.</param>
    public static Parsed<ImageUuid> Vendor(string text) => FromText(text, DnsNamespace);

    /// <summary>A class id from text: a UUID, 32 hexadecimal digits, or a name (UUID version 5 in the vendor's namespace).</summary>
    /// <param name="text">The text.</param>
    /// <param name="vendor">The vendor id; a name needs it.</param>
    public static Parsed<ImageUuid> Class(string text, ImageUuid? vendor) => FromText(text, vendor?._bytes);

    /// <inheritdoc/>
    public bool Equals(ImageUuid? other) => other is not null && Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ImageUuid);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(_bytes);

    /// <summary>The usual form with hyphens, in lower case.</summary>
    public override string ToString() => new Guid(_bytes, bigEndian: true).ToString();

    private static Parsed<ImageUuid> FromText(string text, byte[]? space)
    {
        if (Uuid().IsMatch(text))
            return new ImageUuid(Convert.FromHexString(text.Replace("-", "", StringComparison.Ordinal)));
        if (text.Length == 0 || text.Any(char.IsControl))
            return ImageFaults.Uuid.Fault("neither a UUID nor a printable name");
        return space is null
            ? ImageFaults.Uuid.Fault($"the name of a class needs a vendor id: {text}")
            : new ImageUuid(Version5(space, text));
    }

    // RFC 9562 5.5: SHA-1 of namespace and name, version and variant bits set.
    private static byte[] Version5(byte[] space, string name)
    {
#pragma warning disable CA5350 // the document defines it with SHA-1; nothing rests on its strength
        byte[] hash = SHA1.HashData([.. space, .. Encoding.UTF8.GetBytes(name)]);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return hash[..Length];
    }

    [GeneratedRegex("^([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{32})\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Uuid();
}
