using FsCheck;
using FsCheck.Fluent;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Mboot.Hid;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Mboot;

public sealed class HidReportTests
{
    [Fact]
    public void A_report_is_id_zero_length_and_payload()
    {
        var report = new HidReport(HidReportId.CommandOut, ResetCommand.Packet.ToBytes());
        Assert.Equal("010004000B000000", Convert.ToHexString(report.ToBytes()));
        Assert.Equal("010004000B00000000000000", Convert.ToHexString(report.ToBytes(12)));
    }

    [Fact]
    public void A_report_survives_its_round_trip_with_and_without_filling() => Prop.ForAll<byte[], byte>((bytes, filling) =>
    {
        byte[] payload = [.. bytes.Take(HidReport.MaxPayload)];
        foreach (var id in Enum.GetValues<HidReportId>())
        {
            byte[] report = new HidReport(id, payload).ToBytes();
            var back = HidReport.Parse([.. report, .. new byte[Math.Min(filling, HidReport.MaxLength - report.Length)]]).OrThrow();
            if (back.Id != id || !back.Payload.Span.SequenceEqual(payload))
                return false;
        }

        return true;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("010000")]
    [InlineData("01000100")]
    [InlineData("00000000")]
    [InlineData("05000000")]
    [InlineData("01010000")]
    [InlineData("010002000B")]
    [InlineData("0400FFFF00")]
    public void A_report_that_does_not_fit_its_header_is_refused(string hex) =>
        Assert.Equal(MbootFaults.ReportMalformed, HidReport.Parse(Convert.FromHexString(hex)).Fault!.Code);

    [Fact]
    public void A_report_beyond_the_limit_is_refused()
    {
        byte[] longest = new HidReport(HidReportId.DataIn, new byte[HidReport.MaxPayload]).ToBytes();
        Assert.True(HidReport.Parse(longest).Ok);
        Assert.False(HidReport.Parse([.. longest, 0]).Ok);
        Assert.Throws<ArgumentOutOfRangeException>(() => new HidReport(HidReportId.DataIn, new byte[HidReport.MaxPayload + 1]).ToBytes());
    }

    [Fact]
    public void Changed_and_truncated_reports_are_read_or_refused_and_never_throw()
    {
        byte[] sample = new HidReport(HidReportId.DataOut, new byte[] { 1, 2, 3, 4, 5 }).ToBytes();
        for (int i = 0; i < sample.Length * 256; i++)
        {
            byte[] changed = [.. sample];
            changed[i / 256] = (byte)i;
            if (HidReport.Parse(changed).Try(out var report, out _))
                Assert.True(changed.AsSpan().StartsWith(report.ToBytes()));
        }

        for (int length = 0; length < sample.Length; length++)
            Assert.False(HidReport.Parse(sample.AsSpan(0, length)).Ok);
    }
}
