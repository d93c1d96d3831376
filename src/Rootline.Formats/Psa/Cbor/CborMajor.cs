namespace Rootline.Formats.Psa.Cbor;

/// <summary>Major type of a CBOR item: the upper three bits of its first byte. Source: RFC 8949 3.1.</summary>
public enum CborMajor : byte
{
    /// <summary>An integer that is not negative.</summary>
    Natural = 0,

    /// <summary>A negative integer: -1 minus the argument.</summary>
    Negative = 1,

    /// <summary>A byte string.</summary>
    Bytes = 2,

    /// <summary>A text string, UTF-8.</summary>
    Text = 3,

    /// <summary>An array.</summary>
    Array = 4,

    /// <summary>A map.</summary>
    Map = 5,

    /// <summary>A tag with the item that it belongs to.</summary>
    Tag = 6,

    /// <summary>A simple value or a floating-point number.</summary>
    Simple = 7,
}
