using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Links.Decorators;
using Rootline.Links.Mboot;
using Rootline.Tests.Links.Mboot;
using Xunit;

namespace Rootline.Tests.Links.Decorators;

public sealed class DisturbedDeviceTests
{
    private readonly VirtualClock _clock = new(VirtualClock.Epoch);
    private readonly ScriptedTarget _target = new() { MaxPacketSize = 64 };
    private readonly DisturbedDevice _device;
    private readonly MbootHost _host;

    public DisturbedDeviceTests()
    {
        _device = new(new MbootDevice(_target, _clock));
        _host = new(new DeviceWire("isp", _device, _clock), _clock);
    }

    [Theory]
    [InlineData(WireDirection.ToDevice, FrameFault.Drop)]
    [InlineData(WireDirection.ToDevice, FrameFault.Corrupt)]
    [InlineData(WireDirection.ToHost, FrameFault.Drop)]
    [InlineData(WireDirection.ToHost, FrameFault.Corrupt)]
    public void One_disturbed_frame_is_repeated_and_the_data_are_right(WireDirection direction, FrameFault fault)
    {
        _host.Open();
        _host.WriteMemory(0, Bench.Pattern(200));
        _device.Disturb(direction, fault, 1);
        Assert.Equal(Bench.Pattern(200), _host.ReadMemory(0, 200));
    }

    [Fact]
    public void Exactly_the_number_of_frames_that_was_asked_for_is_lost_whatever_the_pieces()
    {
        byte[] pings = [.. Enumerable.Repeat(Frame.Ping.ToBytes(), 5).SelectMany(b => b)];
        foreach (int piece in (int[])[1, 3, pings.Length])
        {
            _device.Disturb(WireDirection.ToDevice, FrameFault.Drop, 2);
            foreach (byte[] part in pings.Chunk(piece))
                _device.Receive(part);
            Assert.Equal(3 * Frame.PingResponseLength, Said().Length);
        }
    }

    [Fact]
    public void A_disturbance_that_is_taken_back_disturbs_nothing()
    {
        _device.Disturb(WireDirection.ToHost, FrameFault.Corrupt, 5);
        _device.Disturb(WireDirection.ToHost, FrameFault.Corrupt, 0);
        _device.Receive(Frame.Ping.ToBytes());
        Assert.Equal(Frame.PingResponseLength, Said().Length);
    }

    [Fact]
    public void Bytes_that_are_no_frame_pass_while_frames_are_lost()
    {
        var lane = new FrameLane();
        lane.Disturb(FrameFault.Drop, 1);
        Assert.Equal([1, 2, 0x5A, 0x33], lane.Pass([1, 2, 0x5A, 0x33]));
        Assert.Equal([9], lane.Pass([.. Frame.Ack.ToBytes(), 9]));
        Assert.Equal(Frame.Ack.ToBytes(), lane.Pass(Frame.Ack.ToBytes()));
    }

    [Fact]
    public void A_mute_device_hears_and_says_nothing_and_what_it_said_is_lost()
    {
        _device.IsMute = true;
        _device.Receive(Frame.Ping.ToBytes());
        _device.IsMute = false;
        Assert.Empty(Said());
        _device.Receive(Frame.Ping.ToBytes());
        _device.IsMute = true;
        Assert.Empty(Said());
        _device.IsMute = false;
        Assert.Empty(Said());
        _device.Receive(Frame.Ping.ToBytes());
        Assert.Equal(Frame.PingResponseLength, Said().Length);
    }

    private byte[] Said()
    {
        var said = new List<byte>();
        var buffer = new byte[7];
        for (int count = _device.Give(buffer); count > 0; count = _device.Give(buffer))
            said.AddRange(buffer[..count]);
        return [.. said];
    }
}
