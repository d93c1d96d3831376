using Rootline.Chips.Lpc55;
using Rootline.Core.Wires;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Links.Mboot;
using Rootline.TestSupport.Factory;

namespace Rootline.Tests.Line;

/// <summary>A chip that takes everything and refuses its wrapped data with a status.</summary>
/// <param name="rom">The honest chip.</param>
/// <param name="status">The status.</param>
internal sealed class RefusingChip(BootRom rom, uint status) : IMbootTarget
{
    public int MaxPacketSize => rom.MaxPacketSize;

    /// <summary>Puts it between the cable and the chip in the socket.</summary>
    public static void Insert(FactoryFloor floor, uint status)
    {
        var device = new MbootDevice(new RefusingChip(new(floor.Device.Inside), status), floor.Clock);
        floor.Cable = _ => new DeviceWire(floor.Name, device, floor.Clock);
    }

    public MbootReply Execute(CommandPacket command) =>
        SetWrappedDataCommand.Parse(command).Ok ? MbootReply.TrustProvisioning(status, 0) : rom.Execute(command);

    public DataProgress TakeData(ReadOnlySpan<byte> data) => rom.TakeData(data);

    public uint EndData() => rom.EndData();

    public void AbandonData() => rom.AbandonData();

    public void Answered(CommandPacket command) => rom.Answered(command);
}
