namespace Rootline.Formats.Mcuboot;

/// <summary>One TLV: type u16, length u16, value.</summary>
/// <param name="Type">The type.</param>
/// <param name="Value">The value, at most 65,531 bytes less what else is in the area.</param>
public sealed record TlvEntry(TlvType Type, ReadOnlyMemory<byte> Value)
{
    /// <summary>Bytes of type and length in front of the value.</summary>
    public const int HeaderLength = 4;

    /// <summary>Where the value begins, counted from the area's info header; 0 in an entry that was not read.</summary>
    public int Offset { get; init; }

    /// <summary>Bytes with type and length.</summary>
    public int Size => HeaderLength + Value.Length;
}
