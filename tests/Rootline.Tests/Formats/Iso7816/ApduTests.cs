using Rootline.Formats.Iso7816;
using Rootline.Tests.Formats.Nxp.Container;
using Xunit;

namespace Rootline.Tests.Formats.Iso7816;

public sealed class ApduTests
{
    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "01")]
    [InlineData(255, "FF")]
    [InlineData(256, "000100")]
    [InlineData(65_535, "00FFFF")]
    public void Data_is_announced_in_one_byte_up_to_255_and_in_three_beyond(int length, string lc)
    {
        var data = TestKeys.Bytes("apdu", length);

        var bytes = new CommandApdu(0x80, 0xDA, 0x12, 0x34, data).ToBytes();
        var command = CommandApdu.Parse(bytes).OrThrow();

        Assert.Equal("80DA1234" + lc, Convert.ToHexString(bytes.AsSpan(0, 4 + (lc.Length / 2))));
        Assert.Equal(data, bytes[^length..]);
        Assert.Equal(4 + (lc.Length / 2) + length, bytes.Length);
        Assert.Equal((0x80, 0xDA, 0x1234), (command.Cla, command.Ins, command.P1P2));
        Assert.Equal(data, command.Data.ToArray());
    }

    [Fact]
    public void More_than_65535_bytes_of_data_cannot_be_written() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CommandApdu(0, 0, 0, 0, new byte[65_536]).ToBytes());

    [Theory]
    [InlineData("0084000000", "")] // case 2 short
    [InlineData("00840000FF", "")]
    [InlineData("00840000000000", "")] // case 2 extended
    [InlineData("00840000000100", "")]
    [InlineData("0084000002AABB00", "AABB")] // case 4 short
    [InlineData("00840000000002AABB", "AABB")] // case 3 extended with little data
    [InlineData("00840000000002AABB0000", "AABB")] // case 4 extended
    public void The_expected_length_is_ignored(string apdu, string data) =>
        Assert.Equal(data, Convert.ToHexString(CommandApdu.Parse(Convert.FromHexString(apdu)).OrThrow().Data.Span));

    [Theory]
    [InlineData("")]
    [InlineData("008400")]
    [InlineData("0084000002AA")]
    [InlineData("0084000001AA0000")]
    [InlineData("008400000000")]
    [InlineData("00840000000000AA")]
    [InlineData("00840000000002AA")]
    [InlineData("00840000000001AA00")] // extended data with a short Le
    [InlineData("00840000000001AA000000")]
    public void Malformed_commands_are_refused(string apdu) =>
        ContainerReaderTests.Refused("apdu-form", CommandApdu.Parse(Convert.FromHexString(apdu)));

    [Theory]
    [InlineData("9000", "", 0x9000)]
    [InlineData("01025501", "0102", 0x5501)]
    public void A_response_is_data_and_a_status_word(string apdu, string data, int sw)
    {
        var response = ResponseApdu.Parse(Convert.FromHexString(apdu)).OrThrow();

        Assert.Equal((data, sw), (Convert.ToHexString(response.Data.Span), response.StatusWord));
        Assert.Equal(apdu, Convert.ToHexString(response.ToBytes()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("90")]
    public void A_response_without_a_status_word_is_refused(string apdu) =>
        ContainerReaderTests.Refused("apdu-form", ResponseApdu.Parse(Convert.FromHexString(apdu)));
}
