using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Links.Mboot;
using Rootline.TestSupport;
using Rootline.Tests.Formats.Nxp.Mboot;
using Xunit;

namespace Rootline.Tests.Links.Mboot;

/// <summary>Each role against the recorded bytes of the other side.</summary>
public sealed class RecordedConversationTests
{
    [VectorFact]
    public void The_device_says_byte_for_byte_what_the_recorded_target_said()
    {
        var device = new MbootDevice(new RecordedTarget(), new VirtualClock(VirtualClock.Epoch));
        var buffer = new byte[4096];
        int run = 0;
        foreach (var (fromHost, bytes) in Recording.Runs())
        {
            if (fromHost)
                device.Receive(bytes);
            else
                Assert.Equal($"{run}: {Convert.ToHexString(bytes)}", $"{run}: {Convert.ToHexString(buffer.AsSpan(0, device.Give(buffer)))}");
            run++;
        }

        Assert.Equal(131, run);
    }

    [VectorFact]
    public void The_host_says_what_the_recorded_client_said_and_understands_the_target()
    {
        var wire = new RecordedTargetWire();
        var host = new MbootHost(wire, wire.Clock);
        var vectors = "spsdk-tp/traces/";
        var file = Vectors.Read("spsdk-tp/sample_config_data/signed_blinky.sb2");
        for (int i = 0; i < 3; i++)
            Assert.Equal(PingResponse.Version130, host.Open()!.Version);
        var cfpa = host.ReadMemory(0x9DE00, 512);
        Assert.Equal(512, cfpa.Length);
        cfpa[4]++;
        cfpa[0x18] |= 0x55;
        host.WriteMemory(0x9DE00, cfpa);
        host.ReceiveSbFile(file);
        host.Open();
        host.WriteMemory(0x20008000, Vectors.Read(vectors + "x_challenge.bin"));
        int length = host.ProveGenuinity(0x20008000, 0x1000);
        Assert.Equal(Vectors.Read(vectors + "x_tp_response.bin"), host.ReadMemory(0x20008000, length));
        host.WriteMemory(0x20008000, Vectors.Read(vectors + "x_wrapped_data.bin"));
        host.SetWrappedData(0x20008000);
        host.Reset();
        host.Open();
        host.ReceiveSbFile(file);
        wire.AssertOver();
    }

    /// <summary>Says what the recorded target said once the host has said what the recorded client said.</summary>
    private sealed class RecordedTargetWire : IByteWire
    {
        private readonly Queue<string> _expected = new(Frames(fromHost: true));
        private readonly Queue<byte> _answers = new();
        private readonly Queue<(bool FromHost, string Frame)> _order = new(InOrder());

        public VirtualClock Clock { get; } = new(VirtualClock.Epoch);

        public string Name => "recording";

        public int Read(Span<byte> buffer, Deadline deadline)
        {
            int count = 0;
            while (count < buffer.Length && _answers.TryDequeue(out byte b))
                buffer[count++] = b;
            if (count == 0)
                Clock.Advance(deadline.Remaining);
            return count;
        }

        public void Write(ReadOnlySpan<byte> bytes)
        {
            string said = Convert.ToHexString(bytes);

            // The client's acknowledgement was flushed away in places of the recording.
            if (said == "5AA1" && _expected.Peek() != "5AA1")
                return;
            Assert.Equal(_expected.Dequeue(), said);
            Assert.Equal((true, said), _order.Dequeue());
            while (_order.TryPeek(out var next) && !next.FromHost)
            {
                foreach (byte b in Convert.FromHexString(_order.Dequeue().Frame))
                    _answers.Enqueue(b);
            }
        }

        public void Drain()
        {
        }

        public void DiscardInput() => _answers.Clear();

        public void Dispose()
        {
        }

        public void AssertOver() => Assert.Empty(_order);

        private static IEnumerable<string> Frames(bool fromHost) => InOrder().Where(o => o.FromHost == fromHost).Select(o => o.Frame);

        private static List<(bool FromHost, string Frame)> InOrder()
        {
            var order = new List<(bool FromHost, string Frame)>();
            var framers = new[] { new Framer(4096), new Framer(4096) };
            foreach (var (fromHost, bytes) in Recording.Runs())
            {
                ReadOnlySpan<byte> rest = bytes;
                while (!rest.IsEmpty)
                {
                    if (framers[fromHost ? 0 : 1].Feed(ref rest).Frame is { } frame)
                        order.Add((fromHost, Convert.ToHexString(frame.ToBytes())));
                }
            }

            return order;
        }
    }

    /// <summary>Has what the recorded target had: a page, a buffer, and the recorded answer to the challenge.</summary>
    private sealed class RecordedTarget : IMbootTarget
    {
        private byte[] _buffer = new byte[512];

        public int MaxPacketSize => 512;

        public MbootReply Execute(CommandPacket command) => command.Tag switch
        {
            CommandTag.ReadMemory => MbootReply.Memory(_buffer.AsMemory(0, (int)command.Parameters[1])),
            CommandTag.GetProperty => MbootReply.Property(512),
            CommandTag.WriteMemory => MbootReply.Expect(command, command.Parameters[1]),
            CommandTag.ReceiveSbFile => MbootReply.Expect(command, command.Parameters[0]),
            CommandTag.TrustProvisioning when ProveGenuinityCommand.Parse(command).Ok => Prove(),
            _ => MbootReply.Status(command, MbootStatus.Success),
        };

        public DataProgress TakeData(ReadOnlySpan<byte> data) => DataProgress.Continue;

        public uint EndData() => MbootStatus.Success;

        public void AbandonData() => Assert.Fail("the recorded client breaks nothing off");

        public void Answered(CommandPacket command)
        {
        }

        private MbootReply Prove()
        {
            _buffer = Vectors.Read("spsdk-tp/traces/x_tp_response.bin");
            return MbootReply.TrustProvisioning(MbootStatus.Success, (uint)_buffer.Length);
        }
    }
}
