using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Links.Mboot;
using Xunit;

namespace Rootline.Tests.Links.Mboot;

/// <summary>What a host lives with, and what it does not.</summary>
public sealed class HostToleranceTests
{
    private const string Ack = "5AA1";
    private static readonly string Erased = Hex(ResponsePacket.Generic(0, CommandTag.FlashEraseRegion));
    private static readonly string Size = Hex(new GetPropertyResponse(0, [64]).ToPacket());
    private static readonly string Consent = Hex(ResponsePacket.Generic(0, CommandTag.ReceiveSbFile));

    [Theory]
    [InlineData("5AA1")]
    [InlineData("A1")]
    [InlineData("A15A")]
    [InlineData("000000 5AA1")]
    [InlineData("0000 A1")]
    [InlineData("")]
    public void An_acknowledgement_may_come_late_short_swapped_or_not_at_all(string ack)
    {
        var wire = new SpokenWire(ack + Erased);
        Host(wire).FlashEraseRegion(0, 1);
        Assert.Equal(Ack, wire.Written[^1]);
        Assert.Equal(2, wire.Written.Count);
    }

    [Fact]
    public void An_A1_among_other_bytes_is_no_acknowledgement()
    {
        var wire = new SpokenWire("13A1", "", "");
        Assert.Equal(MbootLinkFaults.NoAnswer, Assert.Throws<FaultException>(() => Host(wire).FlashEraseRegion(0, 1)).Fault.Code);
        Assert.Equal(3, wire.Written.Count);
    }

    [Fact]
    public void A_repetition_that_crosses_with_a_command_is_forgotten_when_the_acknowledgement_follows()
    {
        string other = Hex(new GetPropertyResponse(0, [99]).ToPacket());
        Assert.Equal([64u], Host(new SpokenWire(other + Ack + Size)).GetProperty(PropertyTag.MaxPacketSize));
        Assert.Equal([64u], Host(new SpokenWire(Size)).GetProperty(PropertyTag.MaxPacketSize));
    }

    [Theory]
    [InlineData("5AA3")]
    [InlineData("5AA50000 0000")]
    public void The_end_of_a_data_phase_to_the_target_is_heard_in_both_forms(string end)
    {
        string abort = end == "5AA3" ? end : Convert.ToHexString(Frame.Data(default).ToBytes());
        string refused = Hex(ResponsePacket.Generic(10101, CommandTag.ReceiveSbFile));
        var wire = new SpokenWire(Ack + Size, "", Ack + Consent, "", Ack, abort + refused);
        Assert.Equal("10101", Assert.Throws<FaultException>(() => Host(wire).ReceiveSbFile(Bench.Pattern(300))).Fault.VendorCode);
        Assert.Equal(2, wire.Written.Count(w => w.StartsWith("5AA5", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_end_of_a_data_phase_to_the_host_is_heard_in_both_forms(bool empty)
    {
        string end = Convert.ToHexString(empty ? Frame.Data(default).ToBytes() : Frame.Abort.ToBytes());
        string announced = Hex(new DataResponse(ResponseTag.ReadMemory, 0, 100).ToPacket());
        string refused = Hex(ResponsePacket.Generic(10200, CommandTag.ReadMemory));
        var wire = empty
            ? new SpokenWire(Ack + announced, Convert.ToHexString(Frame.Data(new byte[64]).ToBytes()), end, refused)
            : new SpokenWire(Ack + announced, Convert.ToHexString(Frame.Data(new byte[64]).ToBytes()), end + refused);
        Assert.Equal("10200", Assert.Throws<FaultException>(() => Host(wire).ReadMemory(0, 100)).Fault.VendorCode);
    }

    [Fact]
    public void What_cannot_be_undone_is_sent_once_when_nobody_answers_and_again_when_it_is_refused()
    {
        var silent = new SpokenWire();
        Assert.Equal(MbootLinkFaults.NoAnswer, Assert.Throws<FaultException>(() => Host(silent).SetWrappedData(0)).Fault.Code);
        Assert.Single(silent.Written);
        var refusing = new SpokenWire("5AA2", Ack + Hex(ResponsePacket.Generic(0, CommandTag.TrustProvisioning)));
        Host(refusing).SetWrappedData(0);
        Assert.Equal(refusing.Written[0], refusing.Written[1]);
    }

    [Fact]
    public void A_piece_of_data_is_sent_again_when_it_is_refused_and_on_silence_only_if_it_is_the_last()
    {
        var refusing = new SpokenWire(Ack + Size, "", Ack + Consent, "", "5AA2", Ack, Ack + Consent);
        Host(refusing).ReceiveSbFile(Bench.Pattern(100));
        Assert.Equal(refusing.Written[4], refusing.Written[5]);
        var silent = new SpokenWire(Ack + Size, "", Ack + Consent, "");
        Assert.Equal(MbootLinkFaults.NoAnswer, Assert.Throws<FaultException>(() => Host(silent).ReceiveSbFile(Bench.Pattern(100))).Fault.Code);
        Assert.Equal(5, silent.Written.Count);
        var silentAtLast = new SpokenWire(Ack + Size, "", Ack + Consent, "", Ack, "", Ack + Consent);
        Host(silentAtLast).ReceiveSbFile(Bench.Pattern(100));
        Assert.Equal(silentAtLast.Written[5], silentAtLast.Written[6]);
    }

    [Fact]
    public void A_response_that_is_lost_is_asked_for_again()
    {
        var wire = new SpokenWire(Ack, Erased);
        Host(wire).FlashEraseRegion(0, 1);
        Assert.Equal(["5AA2", Ack], wire.Written[1..]);
    }

    [Fact]
    public void A_piece_that_is_said_again_counts_once_and_a_lost_one_is_asked_for()
    {
        byte[] data = Bench.Pattern(100);
        string announced = Hex(new DataResponse(ResponseTag.ReadMemory, 0, 100).ToPacket());
        string first = Convert.ToHexString(Frame.Data(data.AsMemory(0, 64)).ToBytes());
        string second = Convert.ToHexString(Frame.Data(data.AsMemory(64)).ToBytes());
        string end = Hex(ResponsePacket.Generic(0, CommandTag.ReadMemory));
        Assert.Equal(data, Host(new SpokenWire(Ack + announced, first, "", first, second, end)).ReadMemory(0, 100));
        Assert.Equal(data, Host(new SpokenWire(Ack + announced, first, "", second, end)).ReadMemory(0, 100));
        Assert.Equal(data, Host(new SpokenWire(Ack + announced, announced, first, second, end)).ReadMemory(0, 100));
        Assert.Equal(
            MbootLinkFaults.OutOfStep,
            Assert.Throws<FaultException>(() => Host(new SpokenWire(Ack + announced, first, first, second, end)).ReadMemory(0, 100)).Fault.Code);
    }

    [Fact]
    public void Fifty_bytes_before_the_answer_to_a_ping_are_noise_and_more_are_not()
    {
        string answer = Convert.ToHexString(new PingResponse(PingResponse.Version130, 0).ToFrame().ToBytes());
        Assert.NotNull(Host(new SpokenWire(string.Concat(Enumerable.Repeat("13", 50)) + answer)).Open());
        string noisy = string.Concat(Enumerable.Repeat("13", 51)) + answer;
        Assert.Equal(MbootLinkFaults.NoAnswer, Assert.Throws<FaultException>(() => Host(new SpokenWire(noisy, noisy, noisy)).Open()).Fault.Code);
    }

    [Fact]
    public void A_key_store_that_is_announced_without_measure_is_refused()
    {
        string announced = Hex(new DataResponse(ResponseTag.KeyProvisioning, 0, 0x10001).ToPacket());
        Assert.Equal(MbootLinkFaults.OutOfStep, Assert.Throws<FaultException>(() => Host(new SpokenWire(Ack + announced)).Keys.ReadKeyStore()).Fault.Code);
    }

    private static MbootHost Host(SpokenWire wire) => new(wire, wire.Clock);

    private static string Hex(ResponsePacket packet) => Convert.ToHexString(Frame.Command(packet.ToBytes()).ToBytes());
}
