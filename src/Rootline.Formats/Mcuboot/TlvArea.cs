using Rootline.Core.Faults;

namespace Rootline.Formats.Mcuboot;

/// <summary>
/// An area of TLVs: info header (magic u16, total u16 with these 4 bytes), then entries that fill it exactly. Source:
/// mcuboot-image section 3.
/// </summary>
public sealed class TlvArea
{
    /// <summary>Bytes of the info header.</summary>
    public const int InfoLength = 4;

    /// <summary>Magic of the unprotected area.</summary>
    public const ushort UnprotectedMagic = 0x6907;

    /// <summary>Magic of the protected area.</summary>
    public const ushort ProtectedMagic = 0x6908;

    /// <summary>The largest area in bytes: what its u16 can say.</summary>
    public const int MaxLength = ushort.MaxValue;

    /// <summary>An area of entries.</summary>
    /// <param name="isProtected">Whether the image digest covers it.</param>
    /// <param name="entries">The entries in their order.</param>
    public TlvArea(bool isProtected, IEnumerable<TlvEntry> entries)
    {
        IsProtected = isProtected;
        Entries = [.. entries];
        TotalLength = InfoLength + Entries.Sum(e => e.Size);
    }

    /// <summary>Whether the image digest covers it.</summary>
    public bool IsProtected { get; }

    /// <summary>The entries in their order.</summary>
    public IReadOnlyList<TlvEntry> Entries { get; }

    /// <summary>Bytes with the info header: the total on the wire.</summary>
    public int TotalLength { get; }

    /// <summary>Reads the total of an info header.</summary>
    /// <param name="info">4 bytes.</param>
    /// <param name="isProtected">Which magic there must be.</param>
    /// <param name="order">Byte order of the image.</param>
    /// <returns>Bytes of the area, at least 4; null when the magic is another.</returns>
    public static int? LengthOf(ReadOnlySpan<byte> info, bool isProtected, ImageByteOrder order = ImageByteOrder.Little) =>
        info.Length >= InfoLength && order.U16(info) == MagicOf(isProtected) && order.U16(info[2..]) is >= InfoLength and var total ? total : null;

    /// <summary>Reads an area.</summary>
    /// <param name="area">The area, info header included, and nothing after it.</param>
    /// <param name="isProtected">Which area it must be.</param>
    /// <param name="order">Byte order of the image.</param>
    public static Parsed<TlvArea> Parse(ReadOnlySpan<byte> area, bool isProtected, ImageByteOrder order = ImageByteOrder.Little)
    {
        string name = isProtected ? "protected" : "unprotected";
        if (LengthOf(area, isProtected, order) is not { } total)
            return ImageFaults.Tlv.Fault($"the {name} area does not begin with its magic and a length");
        if (total != area.Length)
            return ImageFaults.Tlv.Fault($"the {name} area says that it has {total} bytes; there are {area.Length}");
        var entries = new List<TlvEntry>();
        for (int position = InfoLength; position < total;)
        {
            var rest = area[position..];
            int length = rest.Length < TlvEntry.HeaderLength ? -1 : order.U16(rest[2..]);
            if (length < 0 || length > rest.Length - TlvEntry.HeaderLength)
                return ImageFaults.Tlv.Fault($"the entry at {position} of the {name} area goes past its end");
            if (TlvTypes.Read(rest, order) is not { } type || type == TlvType.Any)
                return ImageFaults.Tlv.Fault($"the entry at {position} of the {name} area has a type that is never stored");
            position += TlvEntry.HeaderLength;
            entries.Add(new(type, rest.Slice(TlvEntry.HeaderLength, length).ToArray()) { Offset = position });
            position += length;
        }

        return isProtected && entries.Count == 0
            ? ImageFaults.Tlv.Fault("a protected area without entries must be left out")
            : new TlvArea(isProtected, entries);
    }

    /// <summary>The area's bytes.</summary>
    /// <param name="order">Byte order of the image.</param>
    /// <exception cref="FaultException">The area is longer than its u16 can say.</exception>
    public byte[] ToBytes(ImageByteOrder order = ImageByteOrder.Little)
    {
        if (TotalLength > MaxLength)
            throw ImageFaults.Tlv.Exception($"the TLVs of an area are {TotalLength} bytes; an area holds at most {MaxLength}");
        var bytes = new byte[TotalLength];
        order.Write(bytes, MagicOf(IsProtected));
        order.Write(bytes.AsSpan(2), (ushort)TotalLength);
        int position = InfoLength;
        foreach (var entry in Entries)
        {
            entry.Type.Write(bytes.AsSpan(position), order);
            order.Write(bytes.AsSpan(position + 2), (ushort)entry.Value.Length);
            entry.Value.Span.CopyTo(bytes.AsSpan(position + TlvEntry.HeaderLength));
            position += entry.Size;
        }

        return bytes;
    }

    private static ushort MagicOf(bool isProtected) => isProtected ? ProtectedMagic : UnprotectedMagic;
}
