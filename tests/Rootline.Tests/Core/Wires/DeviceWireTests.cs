using Rootline.Core.Faults;
using Rootline.Core.Power;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Xunit;

namespace Rootline.Tests.Core.Wires;

public sealed class DeviceWireTests
{
    private readonly VirtualClock _clock = new(VirtualClock.Epoch);
    private readonly PowerDomain _power = new("chip");
    private readonly EchoDevice _device;

    public DeviceWireTests() => _device = new(_clock, _power);

    [Fact]
    public void What_the_host_writes_the_device_takes_and_gives_back()
    {
        using var wire = new DeviceWire("line", _device, _clock);
        wire.Write([1, 2, 3]);
        var buffer = new byte[8];
        Assert.Equal(3, wire.Read(buffer, In(1)));
        Assert.Equal([1, 2, 3], buffer[..3]);
        Assert.Equal(VirtualClock.Epoch, _clock.GetUtcNow());
    }

    [Fact]
    public void A_device_with_a_deadline_speaks_then_and_not_before()
    {
        using var wire = new DeviceWire("line", _device, _clock);
        _device.NextDeadline = VirtualClock.Epoch + TimeSpan.FromSeconds(2);
        var buffer = new byte[8];
        Assert.Equal(0, wire.Read(buffer, In(1)));
        Assert.Equal(1, wire.Read(buffer, In(10)));
        Assert.Equal(0xAA, buffer[0]);
        Assert.Equal(VirtualClock.Epoch + TimeSpan.FromSeconds(2), _clock.GetUtcNow());
    }

    [Fact]
    public void A_line_with_a_rate_lets_the_time_of_its_bytes_pass()
    {
        using var wire = new DeviceWire("line", _device, _clock, baud: 100);
        wire.Write(new byte[10]);
        wire.Read(new byte[10], In(1));
        Assert.Equal(VirtualClock.Epoch + TimeSpan.FromSeconds(2), _clock.GetUtcNow());
    }

    [Fact]
    public void A_device_without_power_is_silent_to_the_deadline_and_stays_so()
    {
        using var wire = new DeviceWire("line", _device, _clock);
        wire.Write([1]);
        _power.Off();
        Assert.Equal(0, wire.Read(new byte[8], In(1)));
        Assert.True(wire.DeviceIsDead);
        wire.Write([1]);
        wire.DiscardInput();
        Assert.Equal(VirtualClock.Epoch + TimeSpan.FromSeconds(1), _clock.GetUtcNow());
    }

    [Fact]
    public void Discarded_input_is_gone()
    {
        using var wire = new DeviceWire("line", _device, _clock);
        wire.Write(new byte[1000]);
        wire.DiscardInput();
        Assert.Equal(0, wire.Read(new byte[8], In(1)));
    }

    [Fact]
    public void A_card_answers_until_its_power_goes_and_is_mute_then()
    {
        using var slot = new CardSlot("reader", _device);
        Assert.Equal([1, 2], slot.Exchange([1, 2]));
        slot.Reset();
        _power.Off();
        for (int i = 0; i < 2; i++)
            Assert.Same(WireFaults.CardMute, Assert.Throws<FaultException>(() => slot.Exchange([1])).Fault.Code);
        slot.Reset();
        Assert.True(slot.CardIsDead);
        Assert.Equal(1, _device.Resets);
    }

    private Deadline In(int seconds) => Deadline.After(_clock, TimeSpan.FromSeconds(seconds));
}
