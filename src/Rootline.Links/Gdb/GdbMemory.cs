using System.Security.Cryptography;
using Rootline.Formats.Gdb;

namespace Rootline.Links.Gdb;

/// <summary>The packets of a server that read and write registers and memory.</summary>
internal sealed class GdbMemory(IDebugTarget target)
{
    private const int MaxRead = GdbDevice.PacketSize / 2;
    private const int RegisterDigits = 8;

    public GdbReply ReadRegisters() => new([.. TargetDescription.Order.SelectMany(r => RspHex.WriteRegister(target.ReadRegister(r)))]);

    public GdbReply WriteRegisters(ReadOnlySpan<byte> digits)
    {
        var order = TargetDescription.Order;
        if (digits.Length != order.Count * RegisterDigits)
            return GdbReply.Error;
        for (int i = 0; i < order.Count; i++)
        {
            if (!RspHex.ReadRegister(digits.Slice(i * RegisterDigits, RegisterDigits), out uint value))
                return GdbReply.Error;
            target.WriteRegister(order[i], value);
        }

        return GdbReply.Ok;
    }

    public GdbReply ReadRegister(ReadOnlySpan<byte> number) => Register(number) is { } register ? new(RspHex.WriteRegister(target.ReadRegister(register))) : GdbReply.Error;

    public GdbReply WriteRegister(ReadOnlySpan<byte> rest)
    {
        int equals = rest.IndexOf((byte)'=');
        if (equals < 0 || Register(rest[..equals]) is not { } register || !RspHex.ReadRegister(rest[(equals + 1)..], out uint value))
            return GdbReply.Error;
        target.WriteRegister(register, value);
        return GdbReply.Ok;
    }

    public GdbReply Read(ReadOnlySpan<byte> rest)
    {
        if (!RspNumbers.Pair(rest, out uint address, out uint length) || length > MaxRead)
            return GdbReply.Error;
        var bytes = new byte[length];
        var reply = target.ReadMemory(address, bytes) ? new(RspHex.Write(bytes)) : GdbReply.NoMemory;
        CryptographicOperations.ZeroMemory(bytes);
        return length == 0 ? GdbReply.Error : reply;
    }

    public GdbReply WriteHex(ReadOnlySpan<byte> rest)
    {
        if (!Split(rest, out uint address, out uint length, out var data) || data.Length != (long)length * 2)
            return GdbReply.Error;
        var bytes = new byte[length];
        var reply = !RspHex.Read(data, bytes) ? GdbReply.Error : target.WriteMemory(address, bytes) ? GdbReply.Ok : GdbReply.NoMemory;
        CryptographicOperations.ZeroMemory(bytes);
        return reply;
    }

    // A client asks with no bytes whether the packet is known.
    public GdbReply WriteBinary(ReadOnlySpan<byte> rest) => !Split(rest, out uint address, out uint length, out var data) || data.Length != length
        ? GdbReply.Error
        : data.IsEmpty || target.WriteMemory(address, data) ? GdbReply.Ok : GdbReply.NoMemory;

    private static bool Split(ReadOnlySpan<byte> rest, out uint address, out uint length, out ReadOnlySpan<byte> data)
    {
        int colon = rest.IndexOf((byte)':');
        (address, length) = (0, 0);
        data = colon < 0 ? default : rest[(colon + 1)..];
        return colon > 0 && RspNumbers.Pair(rest[..colon], out address, out length);
    }

    private static CoreRegister? Register(ReadOnlySpan<byte> number) =>
        RspHex.Read(number, out uint value) && value <= (uint)CoreRegister.Xpsr && Enum.IsDefined((CoreRegister)value) ? (CoreRegister)value : null;
}
