namespace Rootline.Formats.Nxp.Container;

/// <summary>Where a destination entry's payload goes: 8 bytes, type u8, 3 zero bytes, destination u32 little-endian.</summary>
/// <param name="Kind">Memory or OTP.</param>
/// <param name="Value">An address or an index.</param>
public readonly record struct Destination(DestinationKind Kind, uint Value)
{
    /// <summary>Length of the record in bytes.</summary>
    public const int Length = 8;
}

/// <summary>The kind of a <see cref="Destination"/>.</summary>
public enum DestinationKind : byte
{
    /// <summary>A memory address.</summary>
    Memory = 0,

    /// <summary>An OTP index.</summary>
    Otp = 2,
}
