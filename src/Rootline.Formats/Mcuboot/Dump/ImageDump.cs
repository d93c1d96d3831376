using Rootline.Core.Faults;
using Rootline.Formats.Mcuboot.Verdict;

namespace Rootline.Formats.Mcuboot.Dump;

/// <summary>
/// What an image file holds, without judging it: the content of <c>imgtool dumpinfo</c>. Reads as loosely as that tool does, so that
/// damaged images can be looked at.
/// </summary>
public sealed record ImageDump
{
    /// <summary>The file's name, without its folder.</summary>
    public required string FileName { get; init; }

    /// <summary>The header.</summary>
    public required ImageHeader Header { get; init; }

    /// <summary>The protected area; null where the header announces none.</summary>
    public DumpedArea? Protected { get; init; }

    /// <summary>The unprotected area.</summary>
    public required DumpedArea Unprotected { get; init; }

    /// <summary>The last 16 bytes of a file that goes on behind the image; null of one that does not.</summary>
    public byte[]? TrailerMagic { get; init; }

    /// <summary>The fields before a magic that is one.</summary>
    public TrailerState? Trailer { get; init; }

    /// <summary>What the trailer keeps for content keys when the image is encrypted, in bytes; null when it is not, or without a magic.</summary>
    public int? KeyFieldLength => Trailer?.Align is { } align && (Header.Flags & ImageFlags.Encrypted) != 0 ? 2 * Math.Max(align, TrailerState.MagicLength) : null;

    /// <summary>Reads a file.</summary>
    /// <param name="source">A stream that can seek.</param>
    /// <param name="name">The file's name, without its folder.</param>
    /// <returns>The content, or <see cref="ImageFaults.Header"/>, <see cref="ImageFaults.Tlv"/>.</returns>
    public static Parsed<ImageDump> Read(Stream source, string name)
    {
        var image = new ImageBytes(source);
        var bytes = image.Read(0, ImageHeader.Length);
        if (bytes.Length < ImageHeader.Length)
            return ImageFaults.Header.Fault($"a header has {ImageHeader.Length} bytes, the file {bytes.Length}");
        if (ImageHeader.OrderOf(bytes) is not { } order)
            return ImageFaults.Header.Fault($"the file begins with {Convert.ToHexStringLower(bytes[..4])}, not with the magic of an image (3db8f396)");
        var header = ImageHeader.ReadFields(bytes, order);
        DumpedArea? covered = null;
        long offset = header.TlvOffset;
        if (header.ProtectedSize != 0)
        {
            if (!DumpedArea.Read(image, offset, order).Try(out covered, out var fault))
                return fault.In("protected area");
            offset = covered.End;
        }

        if (!DumpedArea.Read(image, offset, order).Try(out var open, out var reason))
            return reason.In("unprotected area");
        var dump = new ImageDump { FileName = name, Header = header, Protected = covered, Unprotected = open };
        return open.Offset + open.Total == image.Length ? dump : WithTrailer(dump, image, order);
    }

    private static ImageDump WithTrailer(ImageDump dump, ImageBytes image, ImageByteOrder order)
    {
        int length = (int)Math.Min(image.Length, TrailerState.MaxLength);
        var end = image.Read(image.Length - length, length);
        return dump with
        {
            TrailerMagic = end[^Math.Min(end.Length, TrailerState.MagicLength)..],
            Trailer = TrailerState.Read(end, order) is { Align: not null } state ? state : null,
        };
    }
}
