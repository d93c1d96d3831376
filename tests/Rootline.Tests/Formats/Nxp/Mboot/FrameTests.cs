using Rootline.Formats.Nxp.Mboot;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Mboot;

public sealed class FrameTests
{
    [Fact]
    public void A_get_property_command_has_the_bytes_of_the_reference() =>
        Assert.Equal("5AA40C004B33070000020100000000000000", Hex(Frame.Command(new GetPropertyCommand(PropertyTag.CurrentVersion, 0).ToPacket().ToBytes())));

    [Fact]
    public void A_reset_command_has_the_bytes_of_the_reference() =>
        Assert.Equal("5AA404006F460B000000", Hex(Frame.Command(ResetCommand.Packet.ToBytes())));

    [Fact]
    public void The_response_to_a_reset_has_the_bytes_of_the_reference() =>
        Assert.Equal("5AA40C00CDA6A0000002000000000B000000", Hex(Frame.Command(ResponsePacket.Generic(0, CommandTag.Reset).ToBytes())));

    [Fact]
    public void A_ping_response_has_the_bytes_of_the_reference() =>
        Assert.Equal("5AA70003015000 00FB40".Replace(" ", "", StringComparison.Ordinal), Hex(new PingResponse(0x50010300, 0).ToFrame()));

    [Fact]
    public void Frames_without_content_are_two_bytes() =>
        Assert.Equal(["5AA1", "5AA2", "5AA3", "5AA6"], new[] { Frame.Ack, Frame.Nak, Frame.Abort, Frame.Ping }.Select(Hex));

    private static string Hex(Frame frame) => Convert.ToHexString(frame.ToBytes());
}
