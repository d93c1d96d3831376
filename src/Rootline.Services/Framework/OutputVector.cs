namespace Rootline.Services.Framework;

/// <summary>Where a part of an answer goes.</summary>
/// <param name="capacity">The most bytes.</param>
public sealed class OutputVector(int capacity)
{
    private readonly byte[] _bytes = new byte[capacity];

    /// <summary>The most bytes.</summary>
    public int Capacity => _bytes.Length;

    /// <summary>How many bytes were written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Appends.</summary>
    /// <param name="bytes">At most what is left.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is less room.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, Capacity - Length);
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }
}
