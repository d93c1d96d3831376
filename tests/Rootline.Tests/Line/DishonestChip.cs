using Rootline.Chips.Lpc55;
using Rootline.Core.Wires;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Links.Mboot;
using Rootline.TestSupport.Factory;

namespace Rootline.Tests.Line;

/// <summary>A chip that does everything right except that its answer to the challenge is another one.</summary>
/// <param name="core">The honest chip's inside.</param>
/// <param name="lie">Makes the answer from the honest one.</param>
internal sealed class DishonestChip(ChipCore core, Func<byte[], byte[]> lie) : IMbootTarget
{
    private readonly BootRom _rom = new(core);

    public int MaxPacketSize => _rom.MaxPacketSize;

    /// <summary>Puts it between the cable and the chip in the socket.</summary>
    public static void Insert(FactoryFloor floor, Func<byte[], byte[]> lie)
    {
        var device = new MbootDevice(new DishonestChip(floor.Device.Inside, lie), floor.Clock);
        floor.Cable = _ => new DeviceWire(floor.Name, device, floor.Clock);
    }

    public MbootReply Execute(CommandPacket command)
    {
        var reply = _rom.Execute(command);
        if (!ProveGenuinityCommand.Parse(command).Try(out var prove, out _) || reply.Response.Parameters is not [MbootStatus.Success, var length])
            return reply;
        core.Ram.TryGet((uint)prove.Address, length, out var honest);
        byte[] answer = lie(honest.ToArray());
        if (answer.Length <= prove.BufferSize)
        {
            core.Ram.TryGet((uint)prove.Address, (uint)answer.Length, out var buffer);
            answer.CopyTo(buffer);
        }

        return MbootReply.TrustProvisioning(MbootStatus.Success, (uint)answer.Length);
    }

    public DataProgress TakeData(ReadOnlySpan<byte> data) => _rom.TakeData(data);

    public uint EndData() => _rom.EndData();

    public void AbandonData() => _rom.AbandonData();

    public void Answered(CommandPacket command) => _rom.Answered(command);
}
