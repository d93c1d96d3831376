using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Links.Mboot;
using Xunit;

namespace Rootline.Tests.Links.Mboot;

/// <summary>The two roles against each other on a sound line.</summary>
public sealed class HostAndDeviceTests
{
    [Fact]
    public void A_ping_tells_the_protocol_version() =>
        Assert.Equal(new PingResponse(0x50010300, 0), new Bench().Host.Open());

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(1000)]
    public void What_was_written_is_read_again(int length)
    {
        var bench = new Bench();
        bench.Host.WriteMemory(0x100, Bench.Pattern(length));
        Assert.Equal(Bench.Pattern(length), bench.Host.ReadMemory(0x100, length));
        Assert.Equal([CommandTag.GetProperty, CommandTag.WriteMemory, CommandTag.ReadMemory], bench.Target.Executed);
    }

    [Fact]
    public void The_packet_size_is_asked_once_and_is_32_where_it_is_unknown()
    {
        var bench = new Bench(new() { KnowsPacketSize = false });
        bench.Host.WriteMemory(0, Bench.Pattern(80));
        bench.Host.WriteMemory(0, Bench.Pattern(80));
        Assert.Equal(1, bench.Target.Executed.Count(c => c == CommandTag.GetProperty));
        Assert.Equal([32, 32, 16], bench.Line.Written.Where(w => w[1] == (byte)FrameType.Data).Take(3).Select(w => w.Length - 6));
    }

    [Fact]
    public void An_sb_file_arrives_whole_and_its_progress_is_told()
    {
        var bench = new Bench();
        var progress = new List<int>();
        bench.Host.ReceiveSbFile(Bench.Pattern(150), progress.Add);
        Assert.Equal(Bench.Pattern(150), Assert.Single(bench.Target.Files));
        Assert.Equal([64, 128, 150], progress);
    }

    [Fact]
    public void The_commands_of_provisioning_are_answered()
    {
        var bench = new Bench();
        Assert.Equal(528, bench.Host.ProveGenuinity(0x20008000, 0x1000));
        bench.Host.SetWrappedData(0x20008000);
        bench.Host.FlashEraseRegion(0, 0x1000);
        bench.Host.Reset();
        Assert.Equal([64u], bench.Host.GetProperty(PropertyTag.MaxPacketSize));
        Assert.Null(bench.Host.Poison);
    }

    [Fact]
    public void A_target_hears_that_its_answer_was_acknowledged_before_it_does_anything_else()
    {
        var bench = new Bench();
        bench.Host.FlashEraseRegion(0, 1);
        Assert.Equal([CommandTag.FlashEraseRegion], bench.Target.Answers);
        bench.Host.ReceiveSbFile(Bench.Pattern(10));
        Assert.Equal([CommandTag.FlashEraseRegion, CommandTag.GetProperty, CommandTag.ReceiveSbFile], bench.Target.Answers);
    }

    [Fact]
    public void A_reset_happens_when_its_response_has_left_and_not_before()
    {
        var bench = new Bench();
        bench.Device.Receive(Frame.Command(ResetCommand.Packet.ToBytes()).ToBytes());
        Span<byte> most = stackalloc byte[19];
        Assert.Equal(19, bench.Device.Give(most));
        Assert.Empty(bench.Target.Answers);
        Assert.Equal(1, bench.Device.Give(most));
        Assert.Equal([CommandTag.Reset], bench.Target.Answers);
    }

    [Fact]
    public void A_refused_command_names_its_status_and_does_not_end_the_session()
    {
        var bench = new Bench();
        var fault = Assert.Throws<FaultException>(() => bench.Host.GetProperty(PropertyTag.RamSize)).Fault;
        Assert.Equal((MbootLinkFaults.Refused, "10300"), (fault.Code, fault.VendorCode));
        Assert.Equal(Party.Device, fault.Code.Party);
        Assert.Contains("10300 (0x283C) Property: Unknown property", fault.What, StringComparison.Ordinal);
        Assert.Null(bench.Host.Poison);
        Assert.NotNull(bench.Host.Open());
    }

    [Fact]
    public void A_target_that_ends_the_data_phase_is_heard()
    {
        var bench = new Bench(new() { AbortsAfter = 100 });
        var progress = new List<int>();
        var fault = Assert.Throws<FaultException>(() => bench.Host.ReceiveSbFile(Bench.Pattern(1000), progress.Add)).Fault;
        Assert.Equal("10101", fault.VendorCode);
        Assert.Equal([64], progress);
        Assert.NotNull(bench.Host.Open());
    }

    [Fact]
    public void A_final_status_is_heard()
    {
        var bench = new Bench(new() { EndStatus = MbootStatus.FlashCfpaRollback });
        Assert.Equal("149", Assert.Throws<FaultException>(() => bench.Host.WriteMemory(0, Bench.Pattern(10))).Fault.VendorCode);
    }

    [Fact]
    public void A_malformed_command_and_an_unknown_one_are_refused_by_number()
    {
        Assert.Equal("5AA1" + Hex(Frame.Command(ResponsePacket.Generic(4, (CommandTag)7).ToBytes())), Say(new Bench(), Frame.Command(new byte[] { 7, 0, 0, 9 })));
        Assert.Equal("5AA1" + Hex(Frame.Command(ResponsePacket.Generic(10000, (CommandTag)0x77).ToBytes())), Say(new Bench(), Frame.Command(new byte[] { 0x77, 0, 0, 0 })));
        Assert.Equal("5AA3", Say(new Bench(), Frame.Data(new byte[4])));
    }

    [Fact]
    public void A_host_that_breaks_off_its_data_is_answered_and_the_target_forgets()
    {
        foreach (var breakOff in new[] { Frame.Abort, Frame.Data(default) })
        {
            var bench = new Bench();
            Say(bench, Frame.Command(new ReceiveSbFileCommand(10).ToPacket().ToBytes()));
            Say(bench, Frame.Ack);
            Assert.Equal("5AA1", Say(bench, Frame.Data(new byte[4])));
            Assert.EndsWith(Hex(Frame.Command(ResponsePacket.Generic(10002, CommandTag.ReceiveSbFile).ToBytes())), Say(bench, breakOff), StringComparison.Ordinal);
            Assert.Equal(1, bench.Target.Abandoned);
        }
    }

    [Fact]
    public void A_host_that_gives_up_in_a_data_phase_can_begin_anew()
    {
        var bench = new Bench();
        Say(bench, Frame.Command(new ReceiveSbFileCommand(10).ToPacket().ToBytes()));
        Say(bench, Frame.Ack);
        Assert.NotNull(bench.Host.Open());
        Assert.Equal(1, bench.Target.Abandoned);
        Say(bench, Frame.Command(new ReadMemoryCommand(0, 100, 0).ToPacket().ToBytes()));
        Say(bench, Frame.Ack);
        bench.Host.FlashEraseRegion(0, 1);
    }

    [Fact]
    public void A_device_says_nothing_more_before_its_answer_is_acknowledged()
    {
        var bench = new Bench();
        Say(bench, Frame.Command(new ReadMemoryCommand(0, 100, 0).ToPacket().ToBytes()));
        Assert.Equal("", Take(bench));
        Assert.StartsWith("5AA54000", Say(bench, Frame.Ack), StringComparison.Ordinal);
        Assert.Equal("", Take(bench));
        Assert.StartsWith("5AA52400", Say(bench, Frame.Ack), StringComparison.Ordinal);
        Assert.StartsWith("5AA40C00", Say(bench, Frame.Ack), StringComparison.Ordinal);
        Assert.Empty(bench.Target.Answers);
        Assert.Equal("", Say(bench, Frame.Ack));
        Assert.Single(bench.Target.Answers);
    }

    private static string Say(Bench bench, Frame frame)
    {
        bench.Device.Receive(frame.ToBytes());
        return Take(bench);
    }

    private static string Take(Bench bench)
    {
        var buffer = new byte[4096];
        return Convert.ToHexString(buffer.AsSpan(0, bench.Device.Give(buffer)));
    }

    private static string Hex(Frame frame) => Convert.ToHexString(frame.ToBytes());
}
