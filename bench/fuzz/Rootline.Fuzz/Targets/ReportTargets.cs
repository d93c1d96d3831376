using Rootline.Chips.Lpc55;
using Rootline.Core.Bytes;
using Rootline.Core.Power;
using Rootline.Core.Time;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Mboot.Hid;
using Rootline.Formats.Nxp.Virtual;
using Rootline.Links.Mboot;
using Rootline.Links.Mboot.Hid;
using Rootline.TestSupport.Factory;

namespace Rootline.Fuzz.Targets;

/// <summary>Both ends of a boot loader on USB: reports of length u16 and bytes.</summary>
internal static class ReportTargets
{
    private const uint Buffer = 0x20008000;

    public static IEnumerable<FuzzTarget> All =>
    [
        new("wire-usb-chip", Chip, ChipScripts, 2048),
        new("wire-usb-host", Host, HostScripts, 2048),
    ];

    private static bool Chip(byte[] input)
    {
        var birth = ChipBirth.Parse(WireTargets.Kit.Value.ChipBirth()).OrThrow();
        var core = new ChipCore(ChipProfiles.Of(birth.Family), birth, WireTargets.Kit.Value.CopyChip(), new(new PowerDomain("chip"), new PlainEntropy(1)));
        var device = new HidDevice(new BootRom(core));
        bool any = false;
        foreach (byte[] report in Reports(input))
        {
            device.Receive(report);
            while (device.Give() is { } said)
                any |= HidReport.Parse(said).OrThrow().Payload.Length > 0;
        }

        birth.Dispose();
        return any;
    }

    // The first byte chooses what the host does.
    private static bool Host(byte[] input)
    {
        if (input.Length == 0)
            return false;
        var clock = new VirtualClock(VirtualClock.Epoch);
        var host = new MbootHost(new ScriptedReportWire(Reports(input[1..]), clock), clock);
        switch (input[0] % 4)
        {
            case 0:
                return host.GetProperty(PropertyTag.CurrentVersion).Length > 0;
            case 1:
                return host.ReadMemory(Buffer, 64).Length > 0;
            case 2:
                host.WriteMemory(Buffer, new byte[100]);
                return true;
            default:
                return host.Keys.ReadKeyStore().Length > 0;
        }
    }

    private static IEnumerable<byte[]> Reports(byte[] input)
    {
        for (int offset = 0; offset + 2 <= input.Length;)
        {
            var reader = new SpanReader(input.AsSpan(offset));
            int length = Math.Min((int)reader.U16Le(), reader.Remaining);
            yield return input[(offset + 2)..(offset + 2 + length)];
            offset += 2 + length;
        }
    }

    private static byte[] Of(params IEnumerable<HidReport> reports) =>
        [.. reports.Select(r => r.ToBytes()).SelectMany(r => (byte[])[(byte)r.Length, (byte)(r.Length >> 8), .. r])];

    private static HidReport Command(CommandPacket command) => new(HidReportId.CommandOut, command.ToBytes());

    private static HidReport Response(ResponsePacket response) => new(HidReportId.CommandIn, response.ToBytes());

    private static IEnumerable<byte[]> ChipScripts()
    {
        yield return Of(Command(new GetPropertyCommand(PropertyTag.CurrentVersion, 0).ToPacket()), Command(new ReadMemoryCommand(Buffer, 600, 0).ToPacket()));
        yield return Of(Command(new WriteMemoryCommand(Buffer, 40, 0).ToPacket()), new(HidReportId.DataOut, new byte[32]), new(HidReportId.DataOut, new byte[8]));
        yield return Of(Command(KeyEnrollCommand.Packet), Command(new SetUserKeyCommand(UserKeyType.SbKek, 32).ToPacket()), new(HidReportId.DataOut, new byte[32]), Command(ReadKeyStoreCommand.Packet));
        yield return Of(Command(new ReceiveSbFileCommand(40).ToPacket()), new(HidReportId.DataOut, new byte[32]), new(HidReportId.DataOut, default));
    }

    private static IEnumerable<byte[]> HostScripts()
    {
        var size = Response(new GetPropertyResponse(0, [64]).ToPacket());
        yield return [0, .. Of(size)];
        yield return [1, .. Of(
            size, Response(new DataResponse(ResponseTag.ReadMemory, 0, 64).ToPacket()), new(HidReportId.DataIn, new byte[64]),
            Response(ResponsePacket.Generic(0, CommandTag.ReadMemory)))];
        yield return [3, .. Of(
            Response(new DataResponse(ResponseTag.KeyProvisioning, 0, 8).ToPacket()), new(HidReportId.DataIn, new byte[8]),
            Response(ResponsePacket.Generic(0, CommandTag.KeyProvisioning)))];
    }
}
