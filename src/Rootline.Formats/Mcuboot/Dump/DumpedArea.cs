using Rootline.Core.Faults;
using Rootline.Formats.Mcuboot.Verdict;

namespace Rootline.Formats.Mcuboot.Dump;

/// <summary>An area of TLVs as it stands in a file, be it in order or not.</summary>
/// <param name="Offset">Where it begins in the file.</param>
/// <param name="Magic">Its magic.</param>
/// <param name="Total">The length that it says, with its 4 bytes.</param>
/// <param name="Entries">Its entries; the value of one that goes past the end of the file is cut there.</param>
/// <param name="End">Where the last entry ends.</param>
public sealed record DumpedArea(long Offset, ushort Magic, ushort Total, IReadOnlyList<DumpedEntry> Entries, long End)
{
    /// <summary>Reads an area.</summary>
    /// <param name="image">The file.</param>
    /// <param name="offset">Where it begins.</param>
    /// <param name="order">Byte order of the image.</param>
    internal static Parsed<DumpedArea> Read(ImageBytes image, long offset, ImageByteOrder order)
    {
        var info = image.Read(offset, TlvArea.InfoLength);
        if (info.Length < TlvArea.InfoLength)
            return ImageFaults.Tlv.Fault($"it would begin at {offset}; the file has {image.Length} bytes");
        ushort total = order.U16(info.AsSpan(2));
        List<DumpedEntry> entries = [];
        long position = offset + TlvArea.InfoLength;
        while (position < offset + total)
        {
            var head = image.Read(position, TlvEntry.HeaderLength);
            if (head.Length < TlvEntry.HeaderLength)
                return ImageFaults.Tlv.Fault($"it says {total} bytes; an entry at {position} is past the end of the file, {image.Length} bytes");
            ushort length = order.U16(head.AsSpan(2));
            position += TlvEntry.HeaderLength;
            entries.Add(new(TlvTypes.Read(head, order) ?? (TlvType)order.U16(head), length, image.Read(position, length)));
            position += length;
        }

        return new DumpedArea(offset, order.U16(info), total, entries, position);
    }
}
