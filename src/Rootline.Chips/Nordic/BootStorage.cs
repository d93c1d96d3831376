using System.Buffers.Binary;
using Rootline.Formats.Nordic;
using Rootline.Formats.Nordic.Lifecycle;

namespace Rootline.Chips.Nordic;

/// <summary>The storage library over the provision area: lifecycle and implementation id. Source: tfm-provisioning section 12.3.</summary>
/// <param name="uicr">Where the area lies.</param>
/// <param name="offset">Offset of the area in UICR.</param>
/// <param name="layout">The order of the struct that the firmware was built with.</param>
public sealed class BootStorage(OneWayWords uicr, uint offset, ProvisionLayout layout)
{
    /// <summary>The lifecycle words.</summary>
    public LifecycleWords Lifecycle
    {
        get
        {
            var bytes = new byte[layout.FixedLength];
            uicr.Read(offset, bytes);
            return layout.ReadLifecycle(bytes);
        }
    }

    /// <summary>The implementation id, 32 bytes.</summary>
    public byte[] ImplementationId
    {
        get
        {
            var bytes = new byte[ProvisionArea.ImplementationIdLength];
            uicr.Read(offset + (uint)layout.ImplementationId, bytes);
            return bytes;
        }
    }

    /// <summary>Enters the next state for ever; a halfword is written as a word with ones in its other half.</summary>
    /// <param name="next">The state.</param>
    public LifecycleError EnterForEver(NordicLifecycle next)
    {
        var step = LifecycleStep.To(Lifecycle, next);
        if (step is not { Error: LifecycleError.None, Enters: { } state })
            return step.Error;
        int at = layout.OffsetOf(state);
        bool isHigh = at % 4 != 0;
        uicr.BurnWord(offset + (uint)(at & ~3), isHigh ? 0x0000FFFF : 0xFFFF0000);
        return LifecycleError.None;
    }

    /// <summary>Writes the implementation id for ever, eight words.</summary>
    /// <param name="id">32 bytes.</param>
    public void BurnImplementationId(ReadOnlySpan<byte> id)
    {
        for (int i = 0; i < ProvisionArea.ImplementationIdLength; i += sizeof(uint))
            uicr.BurnWord(offset + (uint)(layout.ImplementationId + i), BinaryPrimitives.ReadUInt32LittleEndian(id[i..]));
    }
}
