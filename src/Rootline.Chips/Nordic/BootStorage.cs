using System.Buffers.Binary;
using Rootline.Formats.Nordic;
using Rootline.Formats.Nordic.Lifecycle;

namespace Rootline.Chips.Nordic;

/// <summary>The storage library over the provision area: lifecycle and implementation id. Source: tfm-provisioning section 12.3.</summary>
/// <param name="uicr">Where the area lies.</param>
/// <param name="offset">Offset of the area in UICR.</param>
public sealed class BootStorage(OneWayWords uicr, uint offset)
{
    /// <summary>The lifecycle words.</summary>
    public LifecycleWords Lifecycle
    {
        get
        {
            Span<byte> bytes = stackalloc byte[LifecycleWords.Length];
            uicr.Read(offset, bytes);
            return LifecycleWords.Read(bytes);
        }
    }

    /// <summary>The implementation id, 32 bytes.</summary>
    public byte[] ImplementationId
    {
        get
        {
            var bytes = new byte[ProvisionArea.ImplementationIdLength];
            uicr.Read(offset + LifecycleWords.Length, bytes);
            return bytes;
        }
    }

    /// <summary>Enters the next state for ever; a halfword is written as a word with ones in its other half.</summary>
    /// <param name="next">The state.</param>
    public LifecycleError EnterForEver(NordicLifecycle next)
    {
        var step = LifecycleStep.To(Lifecycle, next);
        if (step is not { Error: LifecycleError.None, Offset: { } at })
            return step.Error;
        bool isHigh = at % 4 != 0;
        uicr.BurnWord(offset + (uint)(at & ~3), isHigh ? 0x0000FFFF : 0xFFFF0000);
        return LifecycleError.None;
    }

    /// <summary>Writes the implementation id for ever, eight words.</summary>
    /// <param name="id">32 bytes.</param>
    public void BurnImplementationId(ReadOnlySpan<byte> id)
    {
        for (int i = 0; i < ProvisionArea.ImplementationIdLength; i += sizeof(uint))
            uicr.BurnWord(offset + LifecycleWords.Length + (uint)i, BinaryPrimitives.ReadUInt32LittleEndian(id[i..]));
    }
}
