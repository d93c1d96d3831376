namespace Rootline.Core.Bytes;

/// <summary>Rounding of sizes and addresses.</summary>
public static class Alignment
{
    /// <summary>The next multiple of <paramref name="unit"/> that is not below <paramref name="value"/>.</summary>
    /// <param name="value">A size or offset in bytes.</param>
    /// <param name="unit">The unit in bytes.</param>
    public static int Up(int value, int unit) => checked((value + unit - 1) / unit * unit);

    /// <summary>True when every byte of the span is zero.</summary>
    /// <param name="bytes">The bytes.</param>
    public static bool IsZero(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExcept((byte)0) < 0;
}
