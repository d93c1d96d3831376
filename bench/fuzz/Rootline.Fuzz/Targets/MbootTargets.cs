using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Mboot.Hid;

namespace Rootline.Fuzz.Targets;

/// <summary>mboot: the byte stream of a UART, and packets.</summary>
internal static class MbootTargets
{
    private const int MaxPayload = 512;

    private static IEnumerable<CommandPacket> Commands =>
    [
        new GetPropertyCommand(PropertyTag.CurrentVersion, 0).ToPacket(), new ReadMemoryCommand(0x1000, 16, 0).ToPacket(),
        new WriteMemoryCommand(0x1000, 16, 0).ToPacket(), new FlashEraseRegionCommand(0, 0x8000, 0).ToPacket(),
        new ReceiveSbFileCommand(4096).ToPacket(), new ProveGenuinityCommand(0x20008000, 0x1000).ToPacket(),
        new SetWrappedDataCommand(0x20008000, SetWrappedDataCommand.OemStage, SetWrappedDataCommand.AtAddress).ToPacket(), ResetCommand.Packet,
        new FlashProgramOnceCommand(2, [1, 2]).ToPacket(), new GenerateKeyBlobCommand(0, 16, KeyBlobPhase.Send).ToPacket(),
        new SetUserKeyCommand(UserKeyType.SbKek, 32).ToPacket(), new WriteKeyStoreCommand(512).ToPacket(), new EleMessageCommand(0, 1, 2, 3).ToPacket(),
    ];

    private static readonly Func<CommandPacket, bool>[] Types =
    [
        p => GetPropertyCommand.Parse(p).Ok, p => ReadMemoryCommand.Parse(p).Ok, p => WriteMemoryCommand.Parse(p).Ok, p => FlashEraseRegionCommand.Parse(p).Ok,
        p => ReceiveSbFileCommand.Parse(p).Ok, p => ProveGenuinityCommand.Parse(p).Ok, p => SetWrappedDataCommand.Parse(p).Ok,
        p => FlashEraseAllCommand.Parse(p).Ok, p => FillMemoryCommand.Parse(p).Ok, p => FlashSecurityDisableCommand.Parse(p).Ok,
        p => ExecuteCodeCommand.Parse(p).Ok, p => CallCodeCommand.Parse(p).Ok, p => SetPropertyCommand.Parse(p).Ok,
        p => FlashProgramOnceCommand.Parse(p).Ok, p => FlashReadOnceCommand.Parse(p).Ok, p => FlashReadResourceCommand.Parse(p).Ok,
        p => ConfigureMemoryCommand.Parse(p).Ok, p => ReliableUpdateCommand.Parse(p).Ok, p => GenerateKeyBlobCommand.Parse(p).Ok,
        p => FuseProgramCommand.Parse(p).Ok, p => FuseReadCommand.Parse(p).Ok, p => SetUserKeyCommand.Parse(p).Ok, p => SetIntrinsicKeyCommand.Parse(p).Ok,
        p => WriteNonVolatileCommand.Parse(p).Ok, p => ReadNonVolatileCommand.Parse(p).Ok, p => WriteKeyStoreCommand.Parse(p).Ok,
        p => ClassicTrustCommand.Parse(p).Ok, p => UpdateLifeCycleCommand.Parse(p).Ok, p => EleMessageCommand.Parse(p).Ok,
        p => EdgeLock2GoCommand.Parse(p).Ok, p => ConfigureBridgeCommand.Parse(p).Ok,
        ResetCommand.Is, FlashEraseAllUnsecureCommand.Is, KeyEnrollCommand.Is, ReadKeyStoreCommand.Is,
    ];

    private static IEnumerable<ResponsePacket> Responses =>
        [ResponsePacket.Generic(0, CommandTag.GetProperty), new(ResponseTag.GetProperty, false, 0, 0x4B030000), new(ResponseTag.ReadMemory, true, 0, 16)];

    public static IEnumerable<FuzzTarget> All =>
    [
        new("mboot-stream", Stream, Streams, 2048),
        new("mboot-command", Command, () => Commands.Select(c => c.ToBytes()), 64),
        new("mboot-response", Response, () => Responses.Select(r => r.ToBytes()), 256),
        new("mboot-report", Report, () => Commands.Select(c => new HidReport(HidReportId.CommandOut, c.ToBytes()).ToBytes()), 256),
    ];

    private static bool Stream(byte[] input)
    {
        var framer = new Framer(MaxPayload);
        var rest = new ReadOnlySpan<byte>(input);
        bool any = false;
        while (!rest.IsEmpty)
        {
            var result = framer.Feed(ref rest);
            if (result.Frame is not { } frame)
                continue;
            any = true;
            Again(frame);
            PingResponse.Parse(frame);
        }

        return any;
    }

    // A frame that was taken is read again from what it is written as.
    private static void Again(Frame frame)
    {
        var bytes = new ReadOnlySpan<byte>(frame.ToBytes());
        if (new Framer(MaxPayload).Feed(ref bytes).Frame is not { } second || second.Type != frame.Type || !second.Payload.Span.SequenceEqual(frame.Payload.Span))
            throw new InvalidOperationException("a frame is not read as it was written");
    }

    private static bool Command(byte[] input)
    {
        if (!CommandPacket.Parse(input).Try(out var packet, out _))
            return false;
        // A packet is one command at most.
        int types = Types.Count(t => t(packet));
        if (types > 1)
            throw new InvalidOperationException("a packet is taken for two commands");
        return Canonical.Demand(input, packet.ToBytes()) && types == 1;
    }

    // What follows the payload of a report is not read.
    private static bool Report(byte[] input) => HidReport.Parse(input).Try(out var report, out _)
        && Canonical.Demand(input.AsSpan(0, HidReport.HeaderLength + report.Payload.Length), report.ToBytes());

    private static bool Response(byte[] input) => ResponsePacket.Parse(input).Try(out var packet, out _)
        && Canonical.Demand(input, packet.ToBytes())
        && packet.Values.Length + 1 == packet.Parameters.Length
        && (packet.Status == 0 || !packet.Ends(CommandTag.GetProperty));

    private static IEnumerable<byte[]> Streams()
    {
        yield return [.. Frame.Ping.ToBytes(), .. new PingResponse(PingResponse.Version130, 0).ToFrame().ToBytes()];
        foreach (var command in Commands)
            yield return [.. Frame.Command(command.ToBytes()).ToBytes(), .. Frame.Ack.ToBytes()];
        foreach (var response in Responses)
            yield return [.. Frame.Nak.ToBytes(), .. Frame.Command(response.ToBytes()).ToBytes(), .. Frame.Data(new byte[32]).ToBytes(), .. Frame.Abort.ToBytes()];
    }
}
