using Rootline.Core.Faults;

namespace Rootline.Formats.Mcuboot;

/// <summary>What stands after the payload: the protected area, if the header announces one, and the unprotected area.</summary>
/// <param name="Protected">The protected area, or null.</param>
/// <param name="Unprotected">The unprotected area.</param>
public sealed record ImageTlvs(TlvArea? Protected, TlvArea Unprotected)
{
    /// <summary>The most bytes that both areas can have.</summary>
    public const int MaxLength = 2 * TlvArea.MaxLength;

    /// <summary>Bytes of both areas; the image ends with them.</summary>
    public int TotalLength => (Protected?.TotalLength ?? 0) + Unprotected.TotalLength;

    /// <summary>All entries in the order of the loader, each with the area it stands in.</summary>
    public IEnumerable<(TlvEntry Entry, bool IsProtected)> All =>
        (Protected?.Entries ?? []).Select(e => (e, true)).Concat(Unprotected.Entries.Select(e => (e, false)));

    /// <summary>Reads both areas.</summary>
    /// <param name="tail">What stands after the payload; what follows the unprotected area (padding, trailer) is not looked at.</param>
    /// <param name="protectedSize">The size of the protected area that the header says, 0 for none.</param>
    /// <param name="order">Byte order of the image.</param>
    public static Parsed<ImageTlvs> Parse(ReadOnlySpan<byte> tail, int protectedSize, ImageByteOrder order = ImageByteOrder.Little)
    {
        TlvArea? covered = null;
        if (protectedSize > 0)
        {
            if (tail.Length < protectedSize)
                return ImageFaults.Tlv.Fault($"the header announces a protected area of {protectedSize} bytes; {tail.Length} are there");
            if (!TlvArea.Parse(tail[..protectedSize], isProtected: true, order).Try(out covered, out var fault))
                return fault;
            tail = tail[protectedSize..];
        }

        if (TlvArea.LengthOf(tail, isProtected: false, order) is not { } total)
            return ImageFaults.Tlv.Fault("there is no unprotected area where the header says that it is");
        if (total > tail.Length)
            return ImageFaults.Tlv.Fault($"the unprotected area says that it has {total} bytes; {tail.Length} are there");
        return TlvArea.Parse(tail[..total], isProtected: false, order).Try(out var area, out var reason)
            ? new ImageTlvs(covered, area)
            : reason;
    }
}
