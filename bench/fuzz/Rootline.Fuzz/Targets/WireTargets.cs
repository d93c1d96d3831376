using Rootline.Cards.Tp;
using Rootline.Chips.Lpc55;
using Rootline.Core.Bytes;
using Rootline.Core.Power;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Formats.Nxp.Applet;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Virtual;
using Rootline.Links.Applet;
using Rootline.Links.Mboot;
using Rootline.TestSupport.Factory;

namespace Rootline.Fuzz.Targets;

/// <summary>Whoever stands at the other end of a wire: chip and card against any host, host and station against any device.</summary>
internal static class WireTargets
{
    private const uint Buffer = 0x20008000;
    private const ushort BufferLength = 0x1000;
    internal static readonly Lazy<FactoryKit> Kit = new(() => new FactoryKit());

    private static IEnumerable<CommandPacket> Commands =>
    [
        new GetPropertyCommand(PropertyTag.CurrentVersion, 0).ToPacket(), new ReadMemoryCommand(Buffer, 16, 0).ToPacket(),
        new WriteMemoryCommand(Buffer, 32, 0).ToPacket(), new FlashEraseRegionCommand(0, 0x8000, 0).ToPacket(),
        new ReceiveSbFileCommand(64).ToPacket(), new ProveGenuinityCommand(Buffer, BufferLength).ToPacket(),
        new SetWrappedDataCommand(Buffer, SetWrappedDataCommand.OemStage, SetWrappedDataCommand.AtAddress).ToPacket(), ResetCommand.Packet,
    ];

    public static IEnumerable<FuzzTarget> All =>
    [
        new("wire-chip", Chip, ChipScripts, 2048),
        new("wire-card", Card, CardScripts, 4096),
        new("wire-host", Host, HostScripts, 2048),
        new("wire-reader", Reader, ReaderScripts, 2048),
    ];

    // The first byte chooses: a chip in its boot ROM, or one that runs the provisioning firmware.
    private static bool Chip(byte[] input)
    {
        if (input.Length == 0)
            return false;
        var clock = new VirtualClock(VirtualClock.Epoch);
        var environment = new ChipEnvironment(new PowerDomain("chip"), new PlainEntropy(1));
        using var chip = new VirtualChip(ChipBirth.Parse(Kit.Value.ChipBirth()).OrThrow(), Kit.Value.CopyChip(), environment, clock);
        if (input[0] % 2 == 1)
            new MbootHost(new DeviceWire("chip", chip.Device, clock), clock).ReceiveSbFile(Kit.Value.ProvisioningFirmware);
        var said = new byte[256];
        int answered = 0;
        foreach (byte[] piece in FrameScript.Pieces(input[1..]))
        {
            chip.Device.Receive(piece);
            for (int count = chip.Device.Give(said); count > 0; count = chip.Device.Give(said))
                answered += count;
            if (chip.Device.NextDeadline is { } next && next > clock.GetUtcNow())
                clock.Advance((next - clock.GetUtcNow()) / 2);
            chip.Device.Tick();
        }

        return answered > 2;
    }

    private static bool Card(byte[] input)
    {
        using var card = VirtualCard.Open(Kit.Value.CopyCard(new("card")), FactoryKit.CardFile, FactoryKit.CardKeys, new PlainEntropy(1));
        card.Device.Answer(AppletCommands.Select.ToBytes());
        bool any = false;
        foreach (byte[] command in Packets(input))
            any |= card.Device.Answer(command) is [.., 0x90, 0x00];
        return any;
    }

    private static bool Host(byte[] input)
    {
        if (input.Length == 0)
            return false;
        var clock = new VirtualClock(VirtualClock.Epoch);
        var host = new MbootHost(new ScriptedByteWire(FrameScript.Pieces(input[1..]), clock), clock);
        return (input[0] % 8) switch
        {
            0 => host.Open() is { Version: > 0 },
            1 => host.GetProperty(PropertyTag.CurrentVersion).Length > 0,
            2 => host.ReadMemory(Buffer, 64).Length > 0,
            3 => Done(() => host.WriteMemory(Buffer, new byte[100])),
            4 => Done(() => host.ReceiveSbFile(new byte[100])),
            5 => host.ProveGenuinity(Buffer, BufferLength) > 0,
            6 => Done(() => host.SetWrappedData(Buffer)),
            _ => Done(host.Reset),
        };
    }

    private static bool Reader(byte[] input)
    {
        var session = new CardSession(new ScriptedCard(Packets(input)));
        session.Select();
        session.Refresh();
        return session.ReadCounter() + session.ReadRemainder() + session.ReadFreeMemory(MemoryKind.NonVolatile) + (ulong)session.RequestChallenge().Length > 0
            && session.CountAndWrap(new byte[16]).Length > 0;
    }

    private static bool Done(Action action)
    {
        action();
        return true;
    }

    // Packets of length u16 and bytes, to the end.
    private static IEnumerable<byte[]> Packets(byte[] input)
    {
        for (int offset = 0; offset + 2 <= input.Length;)
        {
            var reader = new SpanReader(input.AsSpan(offset));
            int length = Math.Min((int)reader.U16Le(), reader.Remaining);
            yield return input[(offset + 2)..(offset + 2 + length)];
            offset += 2 + length;
        }
    }

    private static byte[] OfPackets(params IEnumerable<byte[]> packets) => [.. packets.SelectMany(p => (byte[])[(byte)p.Length, (byte)(p.Length >> 8), .. p])];

    private static IEnumerable<byte[]> ChipScripts()
    {
        foreach (byte start in (byte[])[0, 1])
        {
            foreach (var command in Commands)
            {
                var data = Enumerable.Repeat(Frame.Data(new byte[32]), command.HasDataPhase ? 2 : 0);
                yield return [start, .. FrameScript.Of([Frame.Ping, Frame.Command(command.ToBytes()), Frame.Ack, .. data, Frame.Ack, Frame.Ack])];
            }
        }

        yield return [1, .. FrameScript.Of(
            Frame.Command(new WriteMemoryCommand(Buffer, 32, 0).ToPacket().ToBytes()), Frame.Ack, Frame.Data(Samples.Challenge), Frame.Ack,
            Frame.Command(new ProveGenuinityCommand(Buffer, BufferLength).ToPacket().ToBytes()), Frame.Ack,
            Frame.Command(new ReadMemoryCommand(Buffer, 384, 0).ToPacket().ToBytes()), Frame.Ack, Frame.Ack, Frame.Ack)];
    }

    private static IEnumerable<byte[]> CardScripts()
    {
        byte[][] questions = [.. Enum.GetValues<DataTag>().Select(t => AppletCommands.GetData(t).ToBytes())];
        yield return OfPackets(questions);
        yield return OfPackets(AppletCommands.GetChallenge.ToBytes(), AppletCommands.CountAndWrap(Samples.Response(0, 0, 1)).ToBytes());
        yield return OfPackets(AppletCommands.DeleteFileSystem.ToBytes(), AppletCommands.CreateFileSystem(20).ToBytes(),
            AppletCommands.SetItem(ItemId.Quota, AppletCommands.QuotaValue(5)).ToBytes(), AppletCommands.SetItem(ItemId.TpFlags, (byte[])[0]).ToBytes(),
            AppletCommands.SetItem(ItemId.OemTemplate, Samples.Template).ToBytes(), AppletCommands.Seal.ToBytes());
    }

    private static IEnumerable<byte[]> HostScripts()
    {
        var answers = Commands.Select(c => Frame.Command(ResponsePacket.Generic(0, c.Tag).ToBytes())).ToList();
        for (byte operation = 0; operation < 8; operation++)
        {
            yield return [operation, .. FrameScript.Of(Frame.Ack, new PingResponse(PingResponse.Version130, 0).ToFrame())];
            foreach (var answer in answers)
                yield return [operation, .. FrameScript.Of(Frame.Ack, answer, Frame.Ack, answer)];
        }

        yield return [2, .. FrameScript.Of(
            Frame.Ack, Frame.Command(new ResponsePacket(ResponseTag.ReadMemory, true, 0, 64).ToBytes()), Frame.Data(new byte[64]), Frame.Command(ResponsePacket.Generic(0, CommandTag.ReadMemory).ToBytes()))];
        yield return [5, .. FrameScript.Of(Frame.Ack, Frame.Command(new ResponsePacket(ResponseTag.TrustProvisioning, false, 0, 384).ToBytes()))];
        yield return [1, .. FrameScript.Of(Frame.Ack, Frame.Command(new ResponsePacket(ResponseTag.GetProperty, false, 0, 0x4B030000).ToBytes()))];
    }

    private static IEnumerable<byte[]> ReaderScripts()
    {
        using var card = VirtualCard.Open(Kit.Value.CopyCard(new("card")), FactoryKit.CardFile, FactoryKit.CardKeys, new PlainEntropy(1));
        var tap = new RecordingCard(card.Device);
        var session = new CardSession(tap);
        session.Select();
        session.Refresh();
        session.ReadCounter();
        session.ReadRemainder();
        session.ReadFreeMemory(MemoryKind.NonVolatile);
        session.RequestChallenge();
        yield return OfPackets([.. tap.Answers, [.. Samples.Wrapped(0), 0x90, 0x00]]);
        yield return OfPackets([.. tap.Answers, (byte[])[0x55, 0x01]]);
    }
}
