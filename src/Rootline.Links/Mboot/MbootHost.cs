using Rootline.Core.Faults;
using Rootline.Core.Wires;
using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Links.Mboot;

/// <summary>
/// The host's side of a boot loader session on a UART. A status other than success is a fault of kind
/// <see cref="MbootLinkFaults.Refused"/> with the number as vendor code, and the session goes on; any other fault poisons
/// the session. The wire stays the caller's.
/// </summary>
public sealed class MbootHost
{
    /// <summary>The size of data frames that every target takes, used when it does not tell its own.</summary>
    public const int LeastPacketSize = 32;

    private readonly HostLine _line;
    private readonly HostExchange _exchange;
    private int? _packetSize;
    private Fault? _poison;

    /// <summary>Makes a session; nothing is sent before <see cref="Open"/>.</summary>
    /// <param name="wire">The wire to the target.</param>
    /// <param name="clock">Decides on time-outs.</param>
    /// <param name="options">How patient to be.</param>
    public MbootHost(IByteWire wire, TimeProvider clock, MbootHostOptions? options = null)
    {
        _line = new(wire, clock, options ?? new());
        _exchange = new(_line);
    }

    /// <summary>The fault that ended the session, or null.</summary>
    public Fault? Poison => _poison;

    /// <summary>Pings the target until it answers.</summary>
    /// <returns>Its protocol version and options.</returns>
    /// <exception cref="FaultException">Nobody answers.</exception>
    public PingResponse Open() => Guard(_line.Ping);

    /// <summary>Asks for a property.</summary>
    /// <param name="property">Which.</param>
    /// <param name="index">Region or memory id.</param>
    /// <returns>The values, at least one.</returns>
    public uint[] GetProperty(PropertyTag property, uint index = 0) => Guard(() =>
    {
        var response = _exchange.Demand(new GetPropertyCommand(property, index).ToPacket());
        return response.Tag == ResponseTag.GetProperty && !response.Values.IsEmpty
            ? response.Values.ToArray()
            : throw MbootLinkFaults.OutOfStep.Exception($"{_line.Name}: property {property} came without a value");
    });

    /// <summary>Reads memory.</summary>
    /// <param name="address">First address.</param>
    /// <param name="length">Length in bytes.</param>
    public byte[] ReadMemory(uint address, int length) =>
        Guard(() => _exchange.ReceiveData(new ReadMemoryCommand(address, checked((uint)length), 0).ToPacket(), length));

    /// <summary>Writes memory.</summary>
    /// <param name="address">First address.</param>
    /// <param name="data">The bytes.</param>
    public void WriteMemory(uint address, ReadOnlyMemory<byte> data) =>
        SendData(new WriteMemoryCommand(address, (uint)data.Length, 0).ToPacket(), data, null);

    /// <summary>Erases a region of the flash.</summary>
    /// <param name="address">First address.</param>
    /// <param name="length">Length in bytes.</param>
    public void FlashEraseRegion(uint address, uint length) =>
        Guard(() => _exchange.Demand(new FlashEraseRegionCommand(address, length, 0).ToPacket()));

    /// <summary>Hands over an SB file. When it starts firmware, the connection is over: make a new session.</summary>
    /// <param name="file">The file.</param>
    /// <param name="progress">Told how many bytes were acknowledged so far.</param>
    public void ReceiveSbFile(ReadOnlyMemory<byte> file, Action<int>? progress = null) =>
        SendData(new ReceiveSbFileCommand((uint)file.Length).ToPacket(), file, progress);

    /// <summary>Lets the target answer the challenge in its buffer; the answer is written over it.</summary>
    /// <param name="address">Address of the buffer.</param>
    /// <param name="bufferSize">Size of the buffer in bytes.</param>
    /// <returns>Length of the answer in bytes, at most the size of the buffer.</returns>
    public int ProveGenuinity(ulong address, ushort bufferSize) => Guard(() =>
    {
        var response = _exchange.Demand(new ProveGenuinityCommand(address, bufferSize).ToPacket());
        return response is { Tag: ResponseTag.TrustProvisioning, Parameters: [_, var length] } && length <= bufferSize
            ? (int)length
            : throw MbootLinkFaults.OutOfStep.Exception($"{_line.Name}: the answer to the challenge has no length that fits {bufferSize} bytes");
    });

    /// <summary>Lets the target burn the wrapped data in its buffer. Cannot be undone.</summary>
    /// <param name="address">Address of the container.</param>
    /// <param name="stage">Stage of the device.</param>
    /// <param name="control">Where the container lies.</param>
    public void SetWrappedData(ulong address, byte stage = SetWrappedDataCommand.OemStage, byte control = SetWrappedDataCommand.AtAddress) =>
        Guard(() => _exchange.Demand(new SetWrappedDataCommand(address, stage, control).ToPacket()));

    /// <summary>Resets the target. A target that is gone before it answers has done what it was asked.</summary>
    public void Reset() => Guard(() =>
    {
        try
        {
            _packetSize = null;
            return _exchange.Demand(ResetCommand.Packet, repeatsOnSilence: false);
        }
        catch (FaultException silence) when (silence.Fault.Code == MbootLinkFaults.NoAnswer)
        {
            return ResponsePacket.Generic(MbootStatus.Success, CommandTag.Reset);
        }
    });

    private void SendData(CommandPacket command, ReadOnlyMemory<byte> data, Action<int>? progress) => Guard(() =>
    {
        _exchange.SendData(command, data, PacketSize(), progress);
        return true;
    });

    // Asked once a connection, before the first data frame.
    private int PacketSize()
    {
        if (_packetSize is { } known)
            return known;
        var response = _exchange.Ask(new GetPropertyCommand(PropertyTag.MaxPacketSize, 0).ToPacket());
        bool usable = response is { Tag: ResponseTag.GetProperty, Status: MbootStatus.Success, Parameters: [_, > 0 and <= ushort.MaxValue] };
        _packetSize = usable ? (int)response.Parameters[1] : LeastPacketSize;
        return _packetSize.Value;
    }

    private T Guard<T>(Func<T> exchange)
    {
        if (_poison is { } fault)
            throw MbootLinkFaults.Poisoned.Exception($"{_line.Name}: the connection failed before: {fault.What}");
        try
        {
            return exchange();
        }
        catch (FaultException failure) when (failure.Fault.Code == MbootLinkFaults.Refused)
        {
            throw;
        }
        catch (FaultException failure)
        {
            _poison = failure.Fault;
            throw;
        }
        catch
        {
            _poison = CoreFaults.Interrupted.Fault($"{_line.Name}: an exchange was broken off");
            throw;
        }
    }
}
