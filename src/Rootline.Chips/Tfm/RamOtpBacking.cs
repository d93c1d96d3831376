using Rootline.Formats.Tfm;

namespace Rootline.Chips.Tfm;

/// <summary>
/// One-time memory in RAM, for boards without any: the same struct as in flash, blank after every reset. It protects nothing.
/// Source: tfm-provisioning section 3.2, item 6.
/// </summary>
/// <param name="layout">What lies where.</param>
public sealed class RamOtpBacking(OtpLayout layout) : IOtpBacking, IStorageCounters
{
    private readonly byte[] _content = new byte[layout.Length];
    private readonly uint[] _counters = new uint[OtpLayout.StorageCounters];

    /// <inheritdoc/>
    public PlatformError Open() => PlatformError.Success;

    /// <inheritdoc/>
    public int? LengthOf(OtpElement element) => layout.Find(element)?.Length;

    /// <inheritdoc/>
    public PlatformError Read(OtpElement element, Span<byte> destination)
    {
        _content.AsSpan(layout.Find(element)!.Offset, destination.Length).CopyTo(destination);
        return PlatformError.Success;
    }

    /// <inheritdoc/>
    public PlatformError BurnForEver(OtpElement element, ReadOnlySpan<byte> value)
    {
        value.CopyTo(_content.AsSpan(layout.Find(element)!.Offset));
        return PlatformError.Success;
    }

    /// <inheritdoc/>
    public PlatformError ReadCounter(int index, out uint value)
    {
        value = _counters[index];
        return PlatformError.Success;
    }

    /// <inheritdoc/>
    public PlatformError RaiseCounterForEver(int index, uint value)
    {
        _counters[index] = value;
        return PlatformError.Success;
    }
}
