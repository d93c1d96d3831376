using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Links.Mboot;

/// <summary>The commands of what a target can be given only once, and of what lies beside its memory.</summary>
public sealed class HostOneTimeMemory
{
    private readonly HostSession _session;

    internal HostOneTimeMemory(HostSession session) => _session = session;

    /// <summary>Burns one-time words. Cannot be undone.</summary>
    /// <param name="index">The first word.</param>
    /// <param name="words">1 to <see cref="FlashProgramOnceCommand.MaxWords"/> words.</param>
    public void BurnWords(uint index, params uint[] words) => _session.Demand(new FlashProgramOnceCommand(index, words).ToPacket());

    /// <summary>Reads one-time words.</summary>
    /// <param name="index">The first word.</param>
    /// <param name="count">1 or 2 words.</param>
    public uint[] ReadWords(uint index, int count) => _session.Demand(
        new FlashReadOnceCommand(index, (uint)(4 * count)).ToPacket(),
        response => FlashReadOnceResponse.Parse(response).Try(out var words, out _) && words.Words.Count == count ? words.Words.ToArray() : null);

    /// <summary>Burns fuses. Cannot be undone.</summary>
    /// <param name="address">The first fuse.</param>
    /// <param name="data">A multiple of 4 bytes.</param>
    /// <param name="memory">0 for the internal memory.</param>
    public void BurnFuses(uint address, ReadOnlyMemory<byte> data, uint memory = 0) =>
        _session.SendData(new FuseProgramCommand(address, (uint)data.Length, MbootHost.Mapped(memory)).ToPacket(), data);

    /// <summary>Reads fuses.</summary>
    /// <param name="address">The first fuse.</param>
    /// <param name="length">A multiple of 4 bytes.</param>
    /// <param name="memory">0 for the internal memory.</param>
    public byte[] ReadFuses(uint address, int length, uint memory = 0) =>
        _session.ReceiveData(new FuseReadCommand(address, (uint)length, MbootHost.Mapped(memory)).ToPacket(), ResponseTag.ReadMemory, length);

    /// <summary>Reads a special region.</summary>
    /// <param name="address">Offset in the region.</param>
    /// <param name="length">Length in bytes.</param>
    /// <param name="option">Which region.</param>
    public byte[] ReadResource(uint address, int length, uint option) =>
        _session.ReceiveData(new FlashReadResourceCommand(address, (uint)length, option).ToPacket(), ResponseTag.FlashReadResource, length);
}
