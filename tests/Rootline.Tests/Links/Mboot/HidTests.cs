using Rootline.Core.Faults;
using Rootline.Core.Time;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Mboot.Hid;
using Rootline.Links.Mboot;
using Rootline.Links.Mboot.Hid;
using Xunit;

namespace Rootline.Tests.Links.Mboot;

/// <summary>Both roles on USB reports, against each other and against single reports.</summary>
public sealed class HidTests
{
    private readonly VirtualClock _clock = new(VirtualClock.Epoch);
    private readonly ScriptedTarget _target = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(1000)]
    public void What_was_written_is_read_again_in_pieces(int length)
    {
        var host = Host(_target);
        Assert.Null(host.Open());
        host.WriteMemory(0x100, Bench.Pattern(length));
        Assert.Equal(Bench.Pattern(length), host.ReadMemory(0x100, length));
        Assert.Equal(Math.Max(1, (length + 63) / 64), _target.Executed.Count(c => c == CommandTag.ReadMemory));
        Assert.Equal(1, _target.Executed.Count(c => c == CommandTag.GetProperty));
    }

    [Fact]
    public void A_target_that_ends_the_data_phase_is_heard_before_the_next_piece()
    {
        var target = new ScriptedTarget { AbortsAfter = 100 };
        var progress = new List<int>();
        var host = Host(target);
        var fault = Assert.Throws<FaultException>(() => host.ReceiveSbFile(Bench.Pattern(1000), progress.Add)).Fault;
        Assert.Equal("10101", fault.VendorCode);
        Assert.Equal([64, 128], progress);
        Assert.Equal([64u], host.GetProperty(PropertyTag.MaxPacketSize));
    }

    [Fact]
    public void The_device_speaks_in_reports()
    {
        var device = new HidDevice(_target);
        device.Receive(Convert.FromHexString("01000C00" + "070000020B00000000000000"));
        Assert.Equal("03000C00" + "A70000020000000040000000", Convert.ToHexString(device.Give()!));
        Assert.Null(device.Give());
        device.Receive(new HidReport(HidReportId.CommandOut, new ReadMemoryCommand(0, 100, 0).ToPacket().ToBytes()).ToBytes(1024));
        Assert.Equal([HidReportId.CommandIn, HidReportId.DataIn, HidReportId.DataIn, HidReportId.CommandIn], All(device).Select(r => r.Id));
        Assert.Equal(CommandTag.ReadMemory, _target.Answers[^1]);
    }

    [Fact]
    public void A_host_that_breaks_off_sends_too_much_or_begins_anew_leaves_nothing_open()
    {
        foreach (byte[] last in new[] { [], new byte[11] })
        {
            var device = new HidDevice(_target);
            device.Receive(new HidReport(HidReportId.CommandOut, new ReceiveSbFileCommand(10).ToPacket().ToBytes()).ToBytes());
            All(device);
            device.Receive(new HidReport(HidReportId.DataOut, last).ToBytes());
            Assert.Equal(MbootStatus.AbortDataPhase, ResponsePacket.Parse(Assert.Single(All(device)).Payload.Span).OrThrow().Status);
            device.Receive(new HidReport(HidReportId.DataOut, new byte[4]).ToBytes());
            Assert.Empty(All(device));
        }

        var other = new HidDevice(_target);
        other.Receive(new HidReport(HidReportId.CommandOut, new ReceiveSbFileCommand(10).ToPacket().ToBytes()).ToBytes());
        other.Receive(new HidReport(HidReportId.CommandOut, new FlashEraseRegionCommand(0, 1, 0).ToPacket().ToBytes()).ToBytes());
        Assert.True(ResponsePacket.Parse(Assert.Single(All(other)).Payload.Span).OrThrow().Ends(CommandTag.FlashEraseRegion));
        Assert.Equal(3, _target.Abandoned);
        Assert.Empty(_target.Files);
    }

    [Fact]
    public void A_malformed_command_is_refused_by_number_and_other_reports_are_ignored()
    {
        var device = new HidDevice(_target);
        device.Receive(new HidReport(HidReportId.CommandOut, new byte[] { 7, 0, 0, 9 }).ToBytes());
        Assert.Equal(MbootStatus.InvalidArgument, ResponsePacket.Parse(Assert.Single(All(device)).Payload.Span).OrThrow().Status);
        device.Receive([]);
        device.Receive([9, 9, 9, 9]);
        device.Receive(new HidReport(HidReportId.DataIn, new byte[4]).ToBytes());
        Assert.Empty(All(device));
    }

    [Fact]
    public void Silence_and_malformed_reports_poison_the_session()
    {
        foreach (byte[]? answer in new[] { null, new byte[] { 3, 1, 0, 0 }, new HidReport(HidReportId.CommandOut, new byte[4]).ToBytes() })
        {
            var host = new MbootHost(new Answering(answer, _clock), _clock);
            var fault = Assert.Throws<FaultException>(() => host.GetProperty(PropertyTag.RamSize)).Fault;
            Assert.Equal(answer is null ? MbootLinkFaults.NoAnswer : answer[0] == 3 ? MbootFaults.ReportMalformed : MbootLinkFaults.OutOfStep, fault.Code);
            Assert.Equal(MbootLinkFaults.Poisoned, Assert.Throws<FaultException>(() => host.GetProperty(PropertyTag.RamSize)).Fault.Code);
        }
    }

    private static List<HidReport> All(HidDevice device)
    {
        var reports = new List<HidReport>();
        while (device.Give() is { } bytes)
            reports.Add(HidReport.Parse(bytes).OrThrow());
        return reports;
    }

    private MbootHost Host(ScriptedTarget target) => new(new ReportDeviceWire("usb", new HidDevice(target), _clock), _clock);

    /// <summary>Answers every report with the same one, or with none.</summary>
    private sealed class Answering(byte[]? answer, VirtualClock clock) : IReportWire
    {
        private bool _asked;

        public string Name => "script";

        public void Write(ReadOnlySpan<byte> report) => _asked = true;

        public byte[]? Read(Deadline deadline)
        {
            if (_asked && answer is not null)
                return answer;
            clock.Advance(deadline.Remaining);
            return null;
        }

        public void DiscardInput()
        {
        }

        public void Dispose()
        {
        }
    }
}
