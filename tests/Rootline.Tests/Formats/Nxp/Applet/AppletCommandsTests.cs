using Rootline.Formats.Iso7816;
using Rootline.Formats.Nxp.Applet;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Applet;

public sealed class AppletCommandsTests
{
    public static TheoryData<CommandApdu, string> Commands => new()
    {
        { AppletCommands.Select, "00A404000B747068736D6170706C6574" },
        { AppletCommands.GetChallenge, "00840000" },
        { AppletCommands.Seal, "80440000" },
        { AppletCommands.DeleteFileSystem, "80E48000" },
        { AppletCommands.CreateFileSystem(15), "80E1000F" },
        { AppletCommands.CountAndWrap((byte[])[1, 2, 3]), "0089000003010203" },
        { AppletCommands.SetItem(ItemId.Quota, AppletCommands.QuotaValue(3)), "80DA00090400000003" },
        { AppletCommands.SetItem(ItemId.OemKeyFlags, (byte[])[8]), "80DA10010108" },
        { AppletCommands.SetItem((ItemId)((ushort)ItemId.OemTemplate + 1), (byte[])[0]), "80DA01010100" },
        { AppletCommands.SetItem(ItemId.TpFlags, (byte[])[0]), "80DA000B0100" },
        { AppletCommands.SetItem(ItemId.Family, "lpc55s6x"u8.ToArray()), "80DA000C086C70633535733678" },
        { AppletCommands.GetData(DataTag.Name), "00CA0100" },
        { AppletCommands.GetData(DataTag.Serial), "00CA0114" },
        { AppletCommands.GetData(DataTag.Version), "00CA0116" },
        { AppletCommands.GetData(DataTag.Counter), "00CA0117" },
        { AppletCommands.GetData(DataTag.Remainder), "00CA0118" },
        { AppletCommands.GetData(DataTag.SealState), "00CA0119" },
        { AppletCommands.GetData(DataTag.Family), "00CA011A" },
        { AppletCommands.GetData((DataTag)((ushort)DataTag.FreeMemory + 1)), "00CA0201" },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void Commands_are_the_bytes_of_the_original(CommandApdu command, string expected)
    {
        Assert.Equal(expected, Convert.ToHexString(command.ToBytes()));
        var read = CommandApdu.Parse(Convert.FromHexString(expected)).OrThrow();
        Assert.Equal((command.Cla, command.Ins, command.P1P2), (read.Cla, read.Ins, read.P1P2));
        Assert.Equal(command.Data.ToArray(), read.Data.ToArray());
    }

    [Fact]
    public void The_card_names_itself_with_its_answer_to_reset() =>
        Assert.Equal("3BD518FF8191FE1FC38073C821100A", Convert.ToHexString(AppletCommands.Atr.Span));

    [Theory]
    [InlineData(0x9000, "Success")]
    [InlineData(0x6300, "Public key can't be verified")]
    [InlineData(0x6982, "Security condition not satisfied")]
    [InlineData(0x6983, "File invalid data (key, counter)")]
    [InlineData(0x6985, "Conditions of use not satisfied")]
    [InlineData(0x6986, "Command not allowed (no current EF)")]
    [InlineData(0x6999, "Applet select failed")]
    [InlineData(0x6A80, "Wrong data")]
    [InlineData(0x6A82, "File not found")]
    [InlineData(0x6A86, "Wrong parameters")]
    [InlineData(0x6700, "Wrong length")]
    [InlineData(0x6D00, "Instruction not supported")]
    [InlineData(0x6E00, "Class not supported")]
    [InlineData(0x9008, "Key or file not found")]
    [InlineData(0x911C, "Command not supported")]
    [InlineData(0x5100, "Arithmetic error")]
    [InlineData(0x51FF, "Arithmetic error")]
    [InlineData(0x5201, "APDU error")]
    [InlineData(0x5302, "Cryptographic error")]
    [InlineData(0x5403, "System error")]
    [InlineData(0x5501, "Max provisioning counter reached")]
    [InlineData(0x5502, "Provisioning counter not initialised")]
    [InlineData(0x5503, "Unknown")]
    [InlineData(0x6F00, "Generic error")]
    [InlineData(0x1234, "Unknown")]
    public void A_status_word_means_what_the_table_says(int sw, string meaning) => Assert.Equal(meaning, StatusWord.Meaning((ushort)sw));
}
