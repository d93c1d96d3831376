namespace Rootline.Chips.Cpu;

/// <summary>Bytes that a debugger reads and nobody writes: the code of a firmware.</summary>
/// <param name="address">First address.</param>
/// <param name="content">The bytes.</param>
/// <param name="isSecure">Whether a core in its non-secure state sees none of it.</param>
public sealed class CodeRegion(uint address, ReadOnlyMemory<byte> content, bool isSecure) : ICpuRegion
{
    /// <inheritdoc/>
    public uint Address { get; } = address;

    /// <inheritdoc/>
    public uint Length { get; } = (uint)content.Length;

    /// <inheritdoc/>
    public bool IsSecure { get; } = isSecure;

    /// <inheritdoc/>
    public void Read(uint offset, Span<byte> destination) => content.Span.Slice((int)offset, destination.Length).CopyTo(destination);

    /// <inheritdoc/>
    public bool Write(uint offset, ReadOnlySpan<byte> source) => false;
}
