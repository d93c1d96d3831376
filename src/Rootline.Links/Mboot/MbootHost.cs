using Rootline.Core.Faults;
using Rootline.Core.Wires;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Links.Mboot.Hid;

namespace Rootline.Links.Mboot;

/// <summary>
/// The host's side of a boot loader session, on a UART or on USB. A status other than success is a fault of kind
/// <see cref="MbootLinkFaults.Refused"/> with the number as vendor code, and the session goes on; any other fault poisons
/// the session. The wire stays the caller's.
/// </summary>
public sealed class MbootHost
{
    /// <summary>The size of data frames that every target takes, used when it does not tell its own.</summary>
    public const int LeastPacketSize = 32;

    private const uint FirstUnmappedMemory = 256;

    private readonly HostSession _session;

    /// <summary>Makes a session on a UART; nothing is sent before <see cref="Open"/>.</summary>
    /// <param name="wire">The wire to the target.</param>
    /// <param name="clock">Decides on time-outs.</param>
    /// <param name="options">How patient to be.</param>
    public MbootHost(IByteWire wire, TimeProvider clock, MbootHostOptions? options = null)
        : this(new HostLine(wire, clock, options ?? new()))
    {
    }

    /// <summary>Makes a session on USB.</summary>
    /// <param name="wire">The reports to and from the target.</param>
    /// <param name="clock">Decides on time-outs.</param>
    /// <param name="options">How patient to be.</param>
    public MbootHost(IReportWire wire, TimeProvider clock, MbootHostOptions? options = null)
        : this(new HidHostLine(wire, clock, options ?? new()))
    {
    }

    private MbootHost(IHostCarrier carrier)
    {
        _session = new(carrier);
        Keys = new(_session);
        OneTime = new(_session);
        Code = new(_session);
    }

    /// <summary>The fault that ended the session, or null.</summary>
    public Fault? Poison => _session.Poison;

    /// <summary>The commands of the key store.</summary>
    public HostKeyStore Keys { get; }

    /// <summary>The commands of one-time memory and fuses.</summary>
    public HostOneTimeMemory OneTime { get; }

    /// <summary>The commands that start code, swap images and open or close a target.</summary>
    public HostControl Code { get; }

    /// <summary>Pings the target until it answers.</summary>
    /// <returns>Its protocol version and options; null on USB, where nobody is pinged.</returns>
    /// <exception cref="FaultException">Nobody answers.</exception>
    public PingResponse? Open() => _session.Ping();

    /// <summary>Asks for a property.</summary>
    /// <param name="property">Which.</param>
    /// <param name="index">Region or memory id.</param>
    /// <returns>The values, at least one.</returns>
    public uint[] GetProperty(PropertyTag property, uint index = 0) => _session.Demand(
        new GetPropertyCommand(property, index).ToPacket(),
        response => GetPropertyResponse.Parse(response).Try(out var value, out _) ? value.Values.ToArray() : null);

    /// <summary>Sets a property.</summary>
    /// <param name="property">Which.</param>
    /// <param name="value">The value.</param>
    public void SetProperty(PropertyTag property, uint value) => _session.Demand(new SetPropertyCommand(property, value).ToPacket());

    /// <summary>Reads memory.</summary>
    /// <param name="address">First address.</param>
    /// <param name="length">Length in bytes.</param>
    /// <param name="memory">0 for the internal memory.</param>
    public byte[] ReadMemory(uint address, int length, uint memory = 0) => _session.ReadMemory(address, length, Mapped(memory));

    /// <summary>Writes memory.</summary>
    /// <param name="address">First address.</param>
    /// <param name="data">The bytes.</param>
    /// <param name="memory">0 for the internal memory.</param>
    public void WriteMemory(uint address, ReadOnlyMemory<byte> data, uint memory = 0) =>
        _session.SendData(new WriteMemoryCommand(address, (uint)data.Length, Mapped(memory)).ToPacket(), data);

    /// <summary>Fills memory with a pattern.</summary>
    /// <param name="address">First address.</param>
    /// <param name="length">Length in bytes, a multiple of 4.</param>
    /// <param name="pattern">The word that is repeated, little-endian.</param>
    public void FillMemory(uint address, uint length, uint pattern) => _session.Demand(new FillMemoryCommand(address, length, pattern).ToPacket());

    /// <summary>Sets an external memory up.</summary>
    /// <param name="memory">Which.</param>
    /// <param name="address">Where its configuration block lies.</param>
    public void ConfigureMemory(MemoryId memory, uint address) => _session.Demand(new ConfigureMemoryCommand((uint)memory, address).ToPacket());

    /// <summary>Erases a region of the flash.</summary>
    /// <param name="address">First address.</param>
    /// <param name="length">Length in bytes.</param>
    /// <param name="memory">0 for the internal memory.</param>
    public void FlashEraseRegion(uint address, uint length, uint memory = 0) =>
        _session.Demand(new FlashEraseRegionCommand(address, length, Mapped(memory)).ToPacket());

    /// <summary>Erases all that a host may erase of a memory.</summary>
    /// <param name="memory">0 for the internal memory.</param>
    public void FlashEraseAll(uint memory = 0) => _session.Demand(new FlashEraseAllCommand(Mapped(memory)).ToPacket());

    /// <summary>Hands over an SB file. When it starts firmware, the connection is over: make a new session.</summary>
    /// <param name="file">The file.</param>
    /// <param name="progress">Told how many bytes were acknowledged so far.</param>
    public void ReceiveSbFile(ReadOnlyMemory<byte> file, Action<int>? progress = null) =>
        _session.SendData(new ReceiveSbFileCommand((uint)file.Length).ToPacket(), file, progress);

    /// <summary>Lets the target answer the challenge in its buffer; the answer is written over it.</summary>
    /// <param name="address">Address of the buffer.</param>
    /// <param name="bufferSize">Size of the buffer in bytes.</param>
    /// <returns>Length of the answer in bytes, at most the size of the buffer.</returns>
    public int ProveGenuinity(ulong address, ushort bufferSize) => (int)_session.Demand(
        new ProveGenuinityCommand(address, bufferSize).ToPacket(),
        response => TrustProvisioningResponse.Parse(response).Try(out var answer, out _) && answer.Values is [var length] && length <= bufferSize
            ? (uint[])[length]
            : null)[0];

    /// <summary>Lets the target burn the wrapped data in its buffer. Cannot be undone.</summary>
    /// <param name="address">Address of the container.</param>
    /// <param name="stage">Stage of the device.</param>
    /// <param name="control">Where the container lies.</param>
    public void SetWrappedData(ulong address, byte stage = SetWrappedDataCommand.OemStage, byte control = SetWrappedDataCommand.AtAddress) =>
        _session.Demand(new SetWrappedDataCommand(address, stage, control).ToPacket());

    /// <summary>Resets the target. A target that is gone before it answers has done what it was asked.</summary>
    public void Reset() => _session.Reset();

    /// <summary>Memories that are mapped into the address space are told apart by the address, and go by the number 0.</summary>
    /// <param name="memory">The memory's number.</param>
    internal static uint Mapped(uint memory) => memory < FirstUnmappedMemory ? 0 : memory;
}
