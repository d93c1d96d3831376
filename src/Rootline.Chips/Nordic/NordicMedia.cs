using Rootline.Core.Media;
using Rootline.Formats.Nordic;

namespace Rootline.Chips.Nordic;

/// <summary>What stays of a part without power: flash and user information words of each core, and what its factory wrote.</summary>
/// <param name="Part">The part.</param>
/// <param name="DeviceId">The device identifier, 8 bytes.</param>
/// <param name="Flash">The application core's flash.</param>
/// <param name="Uicr">Its user information words.</param>
/// <param name="NetworkFlash">The network core's flash, or null on parts with one core.</param>
/// <param name="NetworkUicr">Its user information words.</param>
public sealed record NordicMedia(NordicPart Part, ReadOnlyMemory<byte> DeviceId, IByteStore Flash, IByteStore Uicr, IByteStore? NetworkFlash, IByteStore? NetworkUicr)
{
    /// <summary>A part as its factory delivers it, in memory: everything erased.</summary>
    /// <param name="part">The part.</param>
    /// <param name="deviceId">8 bytes.</param>
    public static NordicMedia Blank(NordicPart part, ReadOnlyMemory<byte> deviceId) => new(
        part,
        deviceId,
        new MemoryStore(part.Memory.Size),
        new MemoryStore(UicrMap.Length),
        part.NetworkCore is null ? null : new MemoryStore(part.NetworkCore.Memory.Size),
        part.NetworkCore is null ? null : new MemoryStore(UicrMap.Length));

    /// <summary>The shape of a core's flash.</summary>
    /// <param name="memory">The flash.</param>
    public static FlashGeometry GeometryOf(NordicMemory memory) => new(memory.Size, sizeof(uint), memory.PageSize, 0xFF, 0);

    /// <summary>A part with the same content that shares nothing that can change; only of parts in memory.</summary>
    public NordicMedia Snapshot() => this with
    {
        Flash = ((MemoryStore)Flash).Snapshot(),
        Uicr = ((MemoryStore)Uicr).Snapshot(),
        NetworkFlash = ((MemoryStore?)NetworkFlash)?.Snapshot(),
        NetworkUicr = ((MemoryStore?)NetworkUicr)?.Snapshot(),
    };
}
