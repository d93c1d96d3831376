using FsCheck;
using FsCheck.Fluent;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Links.Mboot;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Links.Mboot;

/// <summary>The device in each of its states: what it hears, what it does not hear, and that it can never be wedged.</summary>
public sealed class DeviceStateTests(ITestOutputHelper output)
{
    private const string PingAnswer = "5AA70003015000 00FB40";

    private static readonly Frame Erase = Frame.Command(new FlashEraseRegionCommand(0, 1, 0).ToPacket().ToBytes());
    private static readonly Frame Read = Frame.Command(new ReadMemoryCommand(0, 100, 0).ToPacket().ToBytes());
    private static readonly Frame File = Frame.Command(new ReceiveSbFileCommand(100).ToPacket().ToBytes());
    private static readonly Frame Piece = Frame.Data(new byte[64]);

    /// <summary>Frames of a host that lead to each state.</summary>
    private static readonly Dictionary<string, Frame[]> Ways = new()
    {
        ["idle"] = [],
        ["last answer"] = [Erase],
        ["announcement"] = [Read],
        ["data out"] = [Read, Frame.Ack],
        ["last of data out"] = [Read, Frame.Ack, Frame.Ack],
        ["answer after data out"] = [Read, Frame.Ack, Frame.Ack, Frame.Ack],
        ["consent"] = [File],
        ["data in"] = [File, Frame.Ack],
        ["within data in"] = [File, Frame.Ack, Piece],
        ["answer after data in"] = [File, Frame.Ack, Piece, Frame.Data(new byte[36])],
        ["reset"] = [Frame.Command(ResetCommand.Packet.ToBytes())],
    };

    public static TheoryData<string> States => [.. Ways.Keys];

    [Theory]
    [MemberData(nameof(States))]
    public void A_ping_is_answered_in_every_state(string state)
    {
        var bench = In(state);
        Assert.Equal(PingAnswer.Replace(" ", "", StringComparison.Ordinal), Say(bench, Frame.Ping));
        Assert.StartsWith("5AA1", Say(bench, Erase), StringComparison.Ordinal);
        Assert.Equal(state is "data in" or "within data in" or "consent" ? 1 : 0, bench.Target.Abandoned);
    }

    [Theory]
    [InlineData("idle", "")]
    [InlineData("last answer", "")]
    [InlineData("announcement", "10002")]
    [InlineData("data out", "10002")]
    [InlineData("last of data out", "10002")]
    [InlineData("answer after data out", "")]
    [InlineData("consent", "10002")]
    [InlineData("data in", "10002")]
    [InlineData("within data in", "10002")]
    [InlineData("answer after data in", "")]
    [InlineData("reset", "")]
    public void A_host_may_break_off_in_every_state(string state, string status)
    {
        var bench = In(state);
        string said = Say(bench, Frame.Abort);
        if (status.Length == 0)
            Assert.Equal("", said);
        else
            Assert.Equal(10002u, ResponsePacket.Parse(Convert.FromHexString(said).AsSpan(Frame.HeaderLength)).OrThrow().Status);
        Assert.NotNull(bench.Host.Open());
        bench.Host.FlashEraseRegion(0, 1);
        Assert.Equal(state is "data in" or "within data in" or "consent" ? 1 : 0, bench.Target.Abandoned);
    }

    [Theory]
    [MemberData(nameof(States))]
    public void A_command_is_taken_in_every_state(string state)
    {
        var bench = In(state);
        string said = Say(bench, Erase);
        Assert.Equal("5AA1" + Convert.ToHexString(Frame.Command(ResponsePacket.Generic(0, CommandTag.FlashEraseRegion).ToBytes()).ToBytes()), said);
    }

    [Theory]
    [InlineData("last answer")]
    [InlineData("announcement")]
    [InlineData("data out")]
    [InlineData("consent")]
    [InlineData("answer after data in")]
    public void What_is_not_acknowledged_is_said_again_on_NAK_and_twice_on_silence_and_then_given_up(string state)
    {
        var bench = new Bench();
        string last = "";
        foreach (var frame in Ways[state])
            last = Say(bench, frame);
        string packet = last[(last.StartsWith("5AA1", StringComparison.Ordinal) ? 4 : 0)..];
        Assert.Equal(packet, Say(bench, Frame.Nak));
        Assert.Equal(packet, Wait(bench, MbootDevice.AnswerTimeout));
        Assert.Equal("", Wait(bench, MbootDevice.AnswerTimeout / 2));
        Assert.Equal(packet, Wait(bench, MbootDevice.AnswerTimeout / 2));
        Assert.Equal("", Wait(bench, MbootDevice.AnswerTimeout));
        Assert.Null(bench.Device.NextDeadline);
        Assert.Equal("", Say(bench, Frame.Nak));
        Assert.Equal(state is "last answer" or "answer after data in" ? 1 : 0, bench.Target.Answers.Count);
        Assert.Equal(state == "consent" ? 1 : 0, bench.Target.Abandoned);
    }

    [Theory]
    [InlineData("data in")]
    [InlineData("within data in")]
    public void A_data_phase_that_the_host_does_not_go_on_with_is_forgotten(string state)
    {
        var bench = In(state);
        Assert.Equal("", Wait(bench, MbootDevice.DataTimeout));
        Assert.Equal(1, bench.Target.Abandoned);
        Assert.Equal("5AA3", Say(bench, Piece));
        Assert.Null(bench.Device.NextDeadline);
    }

    [Fact]
    public void Noise_in_a_data_phase_is_refused_once_it_is_over_and_zeros_are_not()
    {
        var bench = In("data in");
        bench.Device.Receive([0, 0, 0]);
        Assert.Equal("", Wait(bench, MbootDevice.FrameTimeout));
        bench.Device.Receive([0xA5, 0xA5, 0x13]);
        Assert.Equal("5AA2", Wait(bench, MbootDevice.FrameTimeout));
        Assert.Equal("5AA1", Say(bench, Piece));
    }

    [Fact]
    public void Noise_between_commands_is_not_answered()
    {
        var bench = In("idle");
        bench.Device.Receive([0xA5, 0x5A, 0x13]);
        Assert.Equal("", Wait(bench, MbootDevice.FrameTimeout));
        Assert.Null(bench.Device.NextDeadline);
    }

    [Fact]
    public void A_piece_that_is_sent_again_after_the_last_answer_is_acknowledged_and_another_one_refused()
    {
        var bench = In("answer after data in");
        string answer = Convert.ToHexString(Frame.Command(ResponsePacket.Generic(0, CommandTag.ReceiveSbFile).ToBytes()).ToBytes());
        Assert.Equal("5AA1" + answer, Say(bench, Frame.Data(new byte[36])));
        Assert.Equal("5AA3" + answer, Say(bench, Frame.Data(new byte[] { 1, 2, 3 })));
        Assert.Single(bench.Target.Files);
    }

    [Fact]
    public void A_frame_that_is_too_long_is_refused_and_the_next_one_taken()
    {
        var bench = In("idle");
        Assert.StartsWith("5AA2", Say(bench, Frame.Data(new byte[65])), StringComparison.Ordinal);
        Assert.StartsWith("5AA1", Say(bench, Erase), StringComparison.Ordinal);
    }

    [Fact]
    public void Noise_that_looks_like_a_long_frame_never_swallows_all_three_pings()
    {
        var bench = In("idle");
        bench.Device.Receive([0x5A, 0xA5, 0x40, 0x00]);
        Assert.NotNull(bench.Host.Open());
    }

    [Fact]
    public void After_noise_in_any_state_a_host_finds_the_device_again()
    {
        int cases = 0;
        Prop.ForAll<byte[], int, int>((noise, state, cut) =>
        {
            cases++;
            var bench = In(Ways.Keys.ElementAt((int)((uint)state % (uint)Ways.Count)));
            byte[] frame = Piece.ToBytes();
            bench.Device.Receive(frame.AsSpan(0, (int)((uint)cut % (uint)frame.Length)));
            bench.Device.Receive(noise);
            Assert.NotNull(bench.Host.Open());
            bench.Host.FlashEraseRegion(0, 1);
            return bench.Target.Executed[^1] == CommandTag.FlashEraseRegion;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
        output.Tell($"{cases} times noise in a state of the boot loader's device: 0 times wedged");
    }

    private static Bench In(string state)
    {
        var bench = new Bench();
        foreach (var frame in Ways[state])
            Say(bench, frame);
        return bench;
    }

    private static string Wait(Bench bench, TimeSpan time)
    {
        bench.Clock.Advance(time);
        bench.Device.Tick();
        return Take(bench);
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
}
