using System.Buffers.Binary;

namespace Rootline.Formats.Nxp.Log;

/// <summary>
/// The chip's UUID where it lies in a DIE certificate of version 0 or 1, without reading the rest: a verifier compares the
/// chips of all records.
/// </summary>
public static class ChipName
{
    private const int UuidLength = 16;

    // Behind the container's header: one or two keys of 8 + 64 bytes, the ECID of 8 + 16 bytes, the UUID's own header.
    private const int FirstEntry = 8;
    private const int KeyEntry = 72;
    private const int EcidEntry = 24;
    private const int Version0Length = 200;
    private const int Version1Length = 272;

    // Size 16, standard entry, no extra field, type 9696.
    private static ReadOnlySpan<byte> UuidHeader => [16, 0, 0, 0xA0, 0, 0, 0x96, 0x96];

    /// <summary>Finds the UUID.</summary>
    /// <param name="certificate">Column nxp_cert.</param>
    /// <returns>The UUID as one big-endian number, or null when the bytes have another form.</returns>
    public static UInt128? Of(ReadOnlySpan<byte> certificate)
    {
        int keys = certificate.Length switch { Version0Length => 1, Version1Length => 2, _ => 0 };
        if (keys == 0)
            return null;
        var entry = certificate[(FirstEntry + (keys * KeyEntry) + EcidEntry)..];
        return entry.StartsWith(UuidHeader) ? BinaryPrimitives.ReadUInt128BigEndian(entry.Slice(UuidHeader.Length, UuidLength)) : null;
    }

    /// <summary>The name as everywhere in the product: 32 lower-case hexadecimal digits.</summary>
    /// <param name="uuid">The UUID.</param>
    public static string Text(UInt128 uuid) => uuid.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
}
