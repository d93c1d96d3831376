namespace Rootline.Formats.Nxp.Container;

/// <summary>A standard or destination entry of a TP data container.</summary>
/// <param name="Type">What it carries.</param>
/// <param name="Extra">The header's extra field.</param>
/// <param name="Destination">Where the payload goes, for a destination entry.</param>
/// <param name="Payload">The payload without padding, at most 65,535 bytes.</param>
public sealed record TpEntry(PayloadType Type, ushort Extra, Destination? Destination, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Length of an entry header in bytes.</summary>
    public const int HeaderLength = 8;

    /// <summary>Entries and their padding are multiples of this many bytes.</summary>
    public const int Alignment = 8;

    /// <summary>Length of the entry with header, destination and padding.</summary>
    public int TotalLength =>
        HeaderLength + (Destination is null ? 0 : Container.Destination.Length) + Core.Bytes.Alignment.Up(Payload.Length, Alignment);
}
