using System.Buffers.Binary;
using Rootline.Core.Faults;
using Rootline.Formats.Tfm;

namespace Rootline.Chips.Tfm;

/// <summary>One-time memory in flash, TF-M's default; the counters of protected storage lie in the same struct.</summary>
/// <param name="area">The two copies.</param>
/// <param name="isWritable">False for a build that may not write: memory that is not whole is then refused, not mended.</param>
/// <param name="hasPolicies">Whether the build uses the word of key policies; 2.3 and later have its place in any case.</param>
public sealed class FlashOtpBacking(FlashOtpArea area, bool isWritable = true, bool hasPolicies = false) : IOtpBacking, IStorageCounters
{
    /// <inheritdoc/>
    public PlatformError Open()
    {
        if (!isWritable)
            return area.IsWhole ? PlatformError.Success : PlatformError.SystemError;
        try
        {
            area.Recover();
            return PlatformError.Success;
        }
        catch (FaultException e) when (e.Fault.Code == ChipFaults.OneTimeMemory)
        {
            return PlatformError.SystemError;
        }
    }

    /// <inheritdoc/>
    public int? LengthOf(OtpElement element) => element == OtpElement.Bl2RotpkPolicies && !hasPolicies ? null : area.Layout.Find(element)?.Length;

    /// <inheritdoc/>
    public PlatformError Read(OtpElement element, Span<byte> destination) =>
        area.TryRead(area.Layout.Find(element)!.Offset, destination) ? PlatformError.Success : PlatformError.SystemError;

    /// <inheritdoc/>
    public PlatformError BurnForEver(OtpElement element, ReadOnlySpan<byte> value) => Rewrite(area.Layout.Find(element)!.Offset, value);

    /// <inheritdoc/>
    public PlatformError ReadCounter(int index, out uint value)
    {
        Span<byte> word = stackalloc byte[sizeof(uint)];
        bool isRead = area.TryRead(PlaceOf(index), word);
        value = BinaryPrimitives.ReadUInt32LittleEndian(word);
        return isRead ? PlatformError.Success : PlatformError.SystemError;
    }

    /// <inheritdoc/>
    public PlatformError RaiseCounterForEver(int index, uint value)
    {
        Span<byte> word = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(word, value);
        return Rewrite(PlaceOf(index), word);
    }

    private int PlaceOf(int index) => area.Layout.StorageCounter0 + (index * sizeof(uint));

    private PlatformError Rewrite(int offset, ReadOnlySpan<byte> value)
    {
        try
        {
            area.RewriteForEver(offset, value);
            return PlatformError.Success;
        }
        catch (FaultException e) when (e.Fault.Code == ChipFaults.OneTimeMemory)
        {
            return PlatformError.SystemError;
        }
    }
}
