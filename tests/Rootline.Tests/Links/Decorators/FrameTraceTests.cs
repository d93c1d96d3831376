using System.Text;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Links.Decorators;
using Rootline.Links.Mboot;
using Rootline.Tests.Links.Mboot;
using Xunit;

namespace Rootline.Tests.Links.Decorators;

public sealed class FrameTraceTests
{
    private readonly VirtualClock _clock = new(VirtualClock.Epoch);
    private readonly List<string> _lines = [];

    [Fact]
    public void A_conversation_is_told_frame_by_frame()
    {
        var host = Host(new ScriptedTarget { MaxPacketSize = 64 });
        host.Open();
        host.WriteMemory(0x200, Bench.Pattern(70));
        Assert.Equal(
        [
            "2026-01-01T00:00:00.000000Z > ping",
            "2026-01-01T00:00:00.000000Z < ping response",
            "2026-01-01T00:00:00.000000Z > get-property max-packet-size",
            "2026-01-01T00:00:00.000000Z < ack",
            "2026-01-01T00:00:00.000000Z < response get-property, status 0, 1 value",
            "2026-01-01T00:00:00.000000Z > ack",
            "2026-01-01T00:00:00.000000Z > write-memory 0x00000200, 70 bytes",
            "2026-01-01T00:00:00.000000Z < ack",
            "2026-01-01T00:00:00.000000Z < response to write-memory, status 0",
            "2026-01-01T00:00:00.000000Z > ack",
            "2026-01-01T00:00:00.000000Z > data, 64 bytes",
            "2026-01-01T00:00:00.000000Z < ack",
            "2026-01-01T00:00:00.000000Z > data, 6 bytes",
            "2026-01-01T00:00:00.000000Z < ack",
            "2026-01-01T00:00:00.000000Z < response to write-memory, status 0",
            "2026-01-01T00:00:00.000000Z > ack",
        ], _lines);
    }

    [Fact]
    public void The_device_s_end_tells_the_same_directions()
    {
        var trace = new FrameTrace(_lines.Add, _clock);
        var wire = new TracedWire(new DeviceWire("isp", new MbootDevice(new ScriptedTarget(), _clock), _clock), trace, WireDirection.ToHost);
        wire.Write(new PingResponse(PingResponse.Version130, 0).ToFrame().ToBytes());
        Assert.EndsWith("< ping response", Assert.Single(_lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_frames_and_bytes_between_frames_are_told()
    {
        var trace = new FrameTrace(_lines.Add, _clock);
        byte[] damaged = Frame.Data(new byte[9]).ToBytes();
        damaged[^1] ^= 1;
        trace.Take(WireDirection.ToDevice, [1, 2, 3, .. damaged, .. Frame.Abort.ToBytes()]);
        Assert.Equal(3, _lines.Count);
        Assert.EndsWith("> no frame, 3 bytes", _lines[0], StringComparison.Ordinal);
        Assert.Contains("> damaged: ", _lines[1], StringComparison.Ordinal);
        Assert.EndsWith("> abort", _lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Tags))]
    public void No_word_of_a_command_s_data_is_told_whatever_the_command(byte tag)
    {
        const uint secret = 0xC0FFEE42;
        foreach (int count in Enumerable.Range(0, CommandPacket.MaxParameters + 1))
        {
            // Fuses, keys and patterns travel in parameters: of those that are shown, none can be one.
            uint[] parameters = [.. Enumerable.Range(0, count).Select(i => i < Shown((CommandTag)tag) ? 7u : secret)];
            string text = FrameText.Of(Frame.Command(new CommandPacket((CommandTag)tag, false, parameters).ToBytes()), WireDirection.ToDevice);
            Assert.DoesNotContain("c0ffee42", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("3237998146", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_word_of_a_response_and_no_byte_of_data_is_told()
    {
        const uint secret = 0xC0FFEE42;
        var texts = Enum.GetValues<ResponseTag>().Except([ResponseTag.Generic, ResponseTag.ReadMemory])
            .Select(t => FrameText.Of(Frame.Command(new ResponsePacket(t, false, 0, secret, secret).ToBytes()), WireDirection.ToHost))
            .Append(FrameText.Of(Frame.Data(Encoding.ASCII.GetBytes("C0FFEE42c0ffee42")), WireDirection.ToHost))
            .Append(FrameText.Of(Frame.Command(Encoding.ASCII.GetBytes("C0FFEE42c0ffee42")), WireDirection.ToHost));
        Assert.All(texts, t =>
        {
            Assert.DoesNotContain("c0ffee42", t, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("3237998146", t, StringComparison.Ordinal);
        });
    }

    public static TheoryData<byte> Tags => [.. Enumerable.Range(0, 256).Select(i => (byte)i)];

    // Addresses, lengths and names of properties are shown; they come first.
    private static int Shown(CommandTag tag) => tag switch
    {
        CommandTag.ReadMemory or CommandTag.WriteMemory or CommandTag.FlashEraseRegion or CommandTag.FillMemory => 2,
        CommandTag.ReceiveSbFile or CommandTag.GetProperty or CommandTag.SetProperty => 1,
        _ => 0,
    };

    private MbootHost Host(ScriptedTarget target) =>
        new(new TracedWire(new DeviceWire("isp", new MbootDevice(target, _clock), _clock), new FrameTrace(_lines.Add, _clock)), _clock);
}
