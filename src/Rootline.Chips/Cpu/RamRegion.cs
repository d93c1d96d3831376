using System.Security.Cryptography;

namespace Rootline.Chips.Cpu;

/// <summary>RAM: real bytes, which a reset keeps and the loss of power does not.</summary>
/// <param name="address">First address.</param>
/// <param name="length">Length in bytes.</param>
/// <param name="isSecure">Whether a core in its non-secure state sees none of it.</param>
public sealed class RamRegion(uint address, uint length, bool isSecure) : ICpuRegion
{
    private readonly byte[] _bytes = new byte[length];

    /// <inheritdoc/>
    public uint Address { get; } = address;

    /// <inheritdoc/>
    public uint Length { get; } = length;

    /// <inheritdoc/>
    public bool IsSecure { get; } = isSecure;

    /// <inheritdoc/>
    public void Read(uint offset, Span<byte> destination) => _bytes.AsSpan((int)offset, destination.Length).CopyTo(destination);

    /// <inheritdoc/>
    public bool Write(uint offset, ReadOnlySpan<byte> source)
    {
        source.CopyTo(_bytes.AsSpan((int)offset));
        return true;
    }

    /// <summary>The power went: everything is zero.</summary>
    public void Forget() => CryptographicOperations.ZeroMemory(_bytes);
}
