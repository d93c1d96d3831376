using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Links.Mboot;

/// <summary>
/// One session of a host: its exchanges, the packet size that was asked for once, and the fault that ended it. A status other
/// than success does not end a session; anything else does, because nobody knows then what the target will say next.
/// </summary>
internal sealed class HostSession(IHostCarrier line)
{
    private readonly HostExchange _exchange = new(line);
    private int? _packetSize;

    public string Name => line.Name;

    public Fault? Poison { get; private set; }

    public PingResponse? Ping() => Guard(() => (line.Ping(), true)).Item1;

    public ResponsePacket Demand(CommandPacket command) => Guard(() => _exchange.Demand(command));

    public T Demand<T>(CommandPacket command, Func<ResponsePacket, T?> read)
        where T : class => Guard(() =>
    {
        var response = _exchange.Demand(command);
        return read(response) ?? throw MbootLinkFaults.OutOfStep.Exception(
            $"{Name}: {command.Tag} was answered with {response.Tag} and {response.Parameters.Length - 1} values, which do not fit");
    });

    public void SendData(CommandPacket command, ReadOnlyMemory<byte> data, Action<int>? progress = null) => Guard(() =>
    {
        _exchange.SendData(command, data, PacketSize(), progress);
        return true;
    });

    public byte[] ReceiveData(CommandPacket command, ResponseTag announces, int? length = null) =>
        Guard(() => _exchange.ReceiveData(command, announces, length));

    /// <summary>Reads memory, in as many commands as the carrier needs.</summary>
    public byte[] ReadMemory(uint address, int length, uint memory) => Guard(() =>
    {
        byte[] data = new byte[length];
        int step = line.ReadsInPieces ? PacketSize() : Math.Max(length, 1);
        for (int offset = 0; offset < length || offset == 0; offset += step)
        {
            int count = Math.Min(step, length - offset);
            var command = new ReadMemoryCommand(address + (uint)offset, (uint)count, memory).ToPacket();
            _exchange.ReceiveData(command, ResponseTag.ReadMemory, count).CopyTo(data, offset);
        }

        return data;
    });

    /// <summary>Resets. A target that is gone before it answers has done what it was asked.</summary>
    public void Reset() => Guard(() =>
    {
        try
        {
            return _exchange.Demand(ResetCommand.Packet, asksAgain: false);
        }
        catch (FaultException silence) when (silence.Fault.Code == MbootLinkFaults.NoAnswer)
        {
            return ResponsePacket.Generic(MbootStatus.Success, CommandTag.Reset);
        }
    });

    // Asked once a connection, before the first piece of data; a reset keeps the connection.
    private int PacketSize()
    {
        if (_packetSize is { } known)
            return known;
        var response = _exchange.Ask(new GetPropertyCommand(PropertyTag.MaxPacketSize, 0).ToPacket());
        bool usable = response is { Tag: ResponseTag.GetProperty, Status: MbootStatus.Success, Parameters: [_, > 0 and <= ushort.MaxValue] };
        _packetSize = Math.Min(line.MaxPiece, usable ? (int)response.Parameters[1] : MbootHost.LeastPacketSize);
        return _packetSize.Value;
    }

    private T Guard<T>(Func<T> exchange)
    {
        if (Poison is { } fault)
            throw MbootLinkFaults.Poisoned.Exception($"{Name}: the connection failed before: {fault.What}");
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
            Poison = failure.Fault;
            throw;
        }
        catch
        {
            Poison = CoreFaults.Interrupted.Fault($"{Name}: an exchange was broken off");
            throw;
        }
    }
}
