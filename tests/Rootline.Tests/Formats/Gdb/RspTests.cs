using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Rootline.Formats.Gdb;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Formats.Gdb;

/// <summary>Packets of the GDB remote protocol; the first examples are those of GDB's own manual.</summary>
public sealed class RspTests(ITestOutputHelper output)
{
    private const int Max = 300;

    [Theory]
    [InlineData("OK", "$OK#9a")]
    [InlineData("", "$#00")]
    [InlineData("?", "$?#3f")]
    [InlineData("m0,4", "$m0,4#fd")]
    [InlineData("#", "$}\u0003#80")]
    [InlineData("}*$", "$}]}\n}\u0004#e2")]
    public void A_packet_is_framed_as_the_manual_says(string content, string frame) =>
        Assert.Equal(frame, Encoding.Latin1.GetString(RspFrame.Write(Encoding.Latin1.GetBytes(content))));

    [Theory]
    [InlineData("$0* #7a", "0000")]
    [InlineData("$0*\"#7c", "000000")]
    [InlineData("$ab* c#70", "abbbbc")]
    public void A_repetition_is_undone(string frame, string content) => Assert.Equal(content, Encoding.Latin1.GetString(Only(Bytes(frame)).Content!));

    [Fact]
    public void Signs_between_packets_are_told_and_the_rest_is_skipped()
    {
        var framer = new RspFramer(Max);
        ReadOnlySpan<byte> rest = Bytes("+x-\u0003$OK#9a%Stop#99");
        var signs = new List<RspSign>();
        while (!rest.IsEmpty)
            signs.Add(framer.Feed(ref rest).Sign);
        Assert.Equal([RspSign.Acknowledged, RspSign.Refused, RspSign.Interrupt, RspSign.Packet, RspSign.Damaged], signs);
        Assert.Equal(1, framer.Skipped);
    }

    [Fact]
    public void A_notification_is_told_apart_from_a_packet() => Assert.Equal(RspSign.Notification, Only(Bytes("%Stop#a6")).Sign);

    [Fact]
    public void A_packet_that_is_cut_off_by_the_next_one_is_damaged_and_the_next_one_is_whole()
    {
        var framer = new RspFramer(Max);
        ReadOnlySpan<byte> rest = Bytes("$m1000$OK#9a");
        Assert.Equal(RspSign.Damaged, framer.Feed(ref rest).Sign);
        Assert.Equal("OK", Encoding.ASCII.GetString(framer.Feed(ref rest).Content!));
    }

    [Fact]
    public void A_packet_longer_than_the_limit_is_damaged_also_when_it_repeats_itself()
    {
        Assert.Equal(RspSign.Damaged, Only(RspFrame.Write(new byte[Max + 1])).Sign);
        Assert.Equal(Max, Only(RspFrame.Write(new byte[Max])).Content!.Length);
        Assert.Equal(RspSign.Damaged, Only(Bytes("$0*~*~*~*~#" + Sum("0*~*~*~*~"))).Sign);
    }

    [Theory]
    [InlineData("$*~#a8")]
    [InlineData("$0*\u001f#79")]
    [InlineData("$}#7d")]
    [InlineData("$0*#5a")]
    [InlineData("$OK#9b")]
    [InlineData("$OK#9x")]
    public void A_packet_that_repeats_nothing_ends_early_or_has_a_wrong_sum_is_damaged(string frame) => Assert.Equal(RspSign.Damaged, Only(Bytes(frame)).Sign);

    [Fact]
    public void Any_content_comes_back_however_it_is_cut_into_pieces() =>
        Prop.ForAll<byte[], byte>((content, piece) => InPieces(RspFrame.Write(content), content.Length, (piece % 7) + 1)?.SequenceEqual(content) == true).QuickCheckThrowOnFailure();

    [Fact]
    public void No_changed_byte_of_a_packet_makes_another_packet()
    {
        byte[] frame = RspFrame.Write("M38000024,4:beeffeed"u8);
        int cases = 0;
        for (int at = 0; at < frame.Length; at++)
        {
            for (int value = 0; value < 256; value++)
            {
                byte[] changed = [.. frame];
                changed[at] = (byte)value;
                var framer = new RspFramer(Max);
                for (ReadOnlySpan<byte> rest = changed; !rest.IsEmpty;)
                {
                    if (framer.Feed(ref rest) is { Sign: RspSign.Packet, Content: { } content })
                        Assert.Equal("M38000024,4:beeffeed"u8.ToArray(), content);
                }

                cases++;
            }
        }

        output.Tell($"packets of a debugger: {cases} with a changed byte, none taken for another");
    }

    [Theory]
    [InlineData("S05", 5)]
    [InlineData("T05thread:01;", 5)]
    [InlineData("T0b", 11)]
    public void A_stop_is_read(string content, byte signal) => Assert.Equal((StopSignal)signal, StopReply.Parse(Bytes(content)).OrThrow().Signal);

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("S0")]
    [InlineData("S05x")]
    [InlineData("T0g")]
    [InlineData("W00")]
    [InlineData("OK")]
    public void What_is_no_stop_is_refused(string content) => Assert.Equal(GdbFaults.Content, StopReply.Parse(Bytes(content)).Fault?.Code);

    [Fact]
    public void Digits_are_read_strictly()
    {
        var two = new byte[2];
        Assert.True(RspHex.Read("0aFf"u8, two));
        Assert.Equal([0x0A, 0xFF], two);
        Assert.False(RspHex.Read("0aF"u8, two));
        Assert.False(RspHex.Read("0aFg"u8, two));
        Assert.False(RspHex.Read(""u8, out _));
        Assert.False(RspHex.Read("123456789"u8, out _));
        Assert.True(RspHex.Read("ffffffff"u8, out uint most));
        Assert.Equal(uint.MaxValue, most);
        Assert.True(RspHex.ReadRegister("78563412"u8, out uint register));
        Assert.Equal(0x12345678u, register);
        Assert.Equal("78563412"u8.ToArray(), RspHex.WriteRegister(0x12345678));
    }

    [Fact]
    public void The_description_names_seventeen_registers_and_includes_are_found()
    {
        Assert.Equal(17, TargetDescription.Text.Split("<reg ").Length - 1);
        Assert.Contains("name=\"xpsr\" bitsize=\"32\" regnum=\"25\"", TargetDescription.Text, StringComparison.Ordinal);
        Assert.True(TargetDescription.IsCortexM(Bytes(TargetDescription.Text)));
        Assert.Equal(["arm-m-profile.xml", "b.xml"], TargetDescription.Includes("<target><xi:include href=\"arm-m-profile.xml\"/><xi:include href=\"b.xml\"/>"u8));
    }

    private static byte[]? InPieces(byte[] frame, int length, int step)
    {
        var framer = new RspFramer(length);
        byte[]? content = null;
        for (int at = 0; at < frame.Length; at += step)
        {
            ReadOnlySpan<byte> rest = frame.AsSpan(at, Math.Min(step, frame.Length - at));
            content = framer.Feed(ref rest).Content;
        }

        return content;
    }

    private static RspEvent Only(byte[] frame)
    {
        ReadOnlySpan<byte> rest = frame;
        return new RspFramer(Max).Feed(ref rest);
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    private static string Sum(string content) => ((byte)content.Sum(c => c)).ToString("x2", System.Globalization.CultureInfo.InvariantCulture);
}
