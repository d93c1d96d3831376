using System.Buffers.Binary;
using Rootline.Cards.Tp;
using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Applet;
using Rootline.Links.Applet;
using Xunit;

namespace Rootline.Tests.Cards;

public sealed class TpAppletTests : IDisposable
{
    private const string Select = "00A404000B747068736D6170706C6574";
    private readonly TestVendor _vendor = new();
    private readonly TestCard _card = new();

    [Theory]
    [InlineData("00840000")]
    [InlineData("0089000001AA")]
    [InlineData("00CA0114")]
    [InlineData("80DA000904000000FF")]
    [InlineData("80440000")]
    public void Every_command_before_select_is_refused_with_6999(string apdu) =>
        Assert.Equal(StatusWord.SelectFailed, _card.Send(apdu).StatusWord);

    [Theory]
    [InlineData("00A40400021234", StatusWord.FileNotFound)]
    [InlineData("00A40000", StatusWord.WrongParameters)]
    [InlineData("00FF0000", StatusWord.InstructionUnknown)]
    [InlineData("80FF0000", StatusWord.InstructionUnknown)]
    [InlineData("90840000", StatusWord.ClassUnknown)]
    [InlineData("80A40400", StatusWord.ClassUnknown)]
    [InlineData("00840001", StatusWord.WrongParameters)]
    [InlineData("0084000001AA", StatusWord.WrongLength)]
    [InlineData("00840000", StatusWord.NotConfigured)]
    [InlineData("0089000001AA", StatusWord.NotConfigured)]
    [InlineData("00890000", StatusWord.WrongLength)]
    [InlineData("00CA0117", StatusWord.NotConfigured)]
    [InlineData("00CA0118", StatusWord.NotConfigured)]
    [InlineData("00CA0200", StatusWord.WrongParameters)]
    [InlineData("00CA011401FF", StatusWord.WrongLength)]
    [InlineData("80DA000904000000FF", StatusWord.NotAllowed)]
    [InlineData("80E48000", StatusWord.FileNotFound)]
    [InlineData("80E40000", StatusWord.WrongParameters)]
    [InlineData("00E40009", StatusWord.NotAllowed)]
    [InlineData("80E10000", StatusWord.WrongParameters)]
    [InlineData("80440000", StatusWord.NotAllowed)]
    [InlineData("80840000", StatusWord.WrongLength)]
    [InlineData("80000001", StatusWord.WrongParameters)]
    public void A_blank_card_refuses_with_the_status_word_of_the_reason(string apdu, ushort expected)
    {
        _card.Send(Select);
        Assert.Equal(expected, _card.Send(apdu).StatusWord);
        Assert.Equal(0, _card.Memory.Commits);
    }

    [Theory]
    [InlineData("00CA0100", "54502048534D204170706C6574")]
    [InlineData("00CA0114", "0176049567995664")]
    [InlineData("00CA0116", "010200")]
    [InlineData("00CA0119", "00")]
    [InlineData("00CA011A", "")]
    [InlineData("00CA0202", "00001000")]
    [InlineData("00CA0203", "00001000")]
    [InlineData("80000000021234", "1234")]
    public void Get_data_and_echo_answer_as_documented(string apdu, string expected)
    {
        _card.Send(Select);
        var answer = _card.Send(apdu);
        Assert.Equal(StatusWord.Success, answer.StatusWord);
        Assert.Equal(expected, Convert.ToHexString(answer.Data.Span));
    }

    [Fact]
    public void Free_memory_is_what_the_state_leaves_of_it()
    {
        _card.Send(Select);
        var answer = _card.Send("00CA0201");
        Assert.Equal(_card.Memory.Capacity - CardStateCodec.LengthOf(_card.State), BinaryPrimitives.ReadInt32BigEndian(answer.Data.Span));
    }

    [Fact]
    public void A_tag_younger_than_the_applet_is_refused()
    {
        using var old = new TestCard(version: new(1, 0, 8));
        old.Send(Select);
        foreach (string tag in (string[])["00CA0118", "00CA0119", "00CA011A"])
            Assert.Equal(StatusWord.WrongParameters, old.Send(tag).StatusWord);
        Assert.Equal(CardFaults.TooOld, Assert.Throws<FaultException>(() => old.Session()).Fault.Code);
    }

    [Fact]
    public void A_buffer_is_deleted_before_it_is_resized()
    {
        _card.Send(Select);
        foreach (string p2 in (string[])["00", "01"])
        {
            Assert.Equal(StatusWord.Success, _card.Send($"808400{p2}020100").StatusWord);
            Assert.Equal(StatusWord.NotAllowed, _card.Send($"808400{p2}020200").StatusWord);
            Assert.Equal(StatusWord.Success, _card.Send($"808400{p2}020000").StatusWord);
            Assert.Equal(StatusWord.Success, _card.Send($"808400{p2}020200").StatusWord);
        }
    }

    [Fact]
    public void A_wrongly_coded_item_is_refused_and_nothing_is_written()
    {
        using var items = new ItemSamples(_vendor);
        _card.Send(Select);
        _card.Send("80E1000F");
        int commits = _card.Memory.Commits;
        foreach (var (id, value) in items.Wrong)
        {
            var answer = _card.Send(AppletCommands.SetItem((ItemId)id, value));
            Assert.True(answer.StatusWord == StatusWord.WrongData, $"item {id:X4} of {value.Length} bytes: {answer.StatusWord:X4}");
        }

        Assert.Equal(StatusWord.Security, _card.Send(AppletCommands.SetItem(ItemId.CardKey, new byte[32])).StatusWord);
        Assert.Equal(commits, _card.Memory.Commits);
        Assert.Empty(_card.State.Items);
    }

    [Fact]
    public void Every_item_is_needed_for_a_configured_card()
    {
        using var plan = TestPlan.Of(_vendor, certificates: 1);
        _card.Load(plan);
        _card.Send(Select);
        Assert.Equal(StatusWord.Success, _card.Send("00840000").StatusWord);
        foreach (var (id, value) in _card.State.Items.ToDictionary(i => i.Key, i => i.Value.Span.ToArray()))
        {
            Assert.Equal(StatusWord.Success, _card.Send($"00E4{id:X4}").StatusWord);
            bool needed = id is not ((ushort)ItemId.Family or (ushort)ItemId.TpFlags);
            Assert.Equal(needed ? StatusWord.NotConfigured : StatusWord.Success, _card.Send("00840000").StatusWord);
            Assert.Equal(StatusWord.FileNotFound, _card.Send($"00E4{id:X4}").StatusWord);
            Assert.Equal(StatusWord.Success, _card.Send(AppletCommands.SetItem((ItemId)id, value)).StatusWord);
        }
    }

    [Fact]
    public void A_sealed_card_refuses_every_change_with_6982()
    {
        using var plan = TestPlan.Of(_vendor);
        _card.Load(plan);
        _card.Seal();
        _card.Send(Select);
        int commits = _card.Memory.Commits;
        string[] changes = ["80DA000904000000FF", "80E48000", "00E40009", "80E1000F", "80440000", "80840000020100", "80840001020100"];
        foreach (string apdu in changes)
            Assert.Equal(StatusWord.Security, _card.Send(apdu).StatusWord);
        Assert.Equal(commits, _card.Memory.Commits);
        Assert.Equal(1, _card.Send("00CA0119").Data.Span[0]);
    }

    [Fact]
    public void An_unconfigured_card_cannot_be_sealed()
    {
        _card.Send(Select);
        _card.Send("80E1000F");
        Assert.Equal(StatusWord.NotAllowed, _card.Send("80E1000F").StatusWord);
        Assert.Equal(StatusWord.NotConfigured, _card.Send("80440000").StatusWord);
        Assert.Equal(CardLifecycle.Personalisation, _card.State.Lifecycle);
    }

    [Fact]
    public void Deleting_the_file_system_leaves_a_blank_card()
    {
        using var plan = TestPlan.Of(_vendor);
        using var chip = _vendor.Chip();
        _card.Load(plan);
        var session = _card.Session();
        session.CountAndWrap(chip.Respond(session.RequestChallenge()));
        session.DeleteFileSystem();
        Assert.Empty(_card.State.Items);
        Assert.Null(_card.State.Answer);
        Assert.Equal(0u, _card.State.Counter);
        Assert.Equal(new byte[32], _card.State.RunningHash.ToArray());
        Assert.Equal(CardLifecycle.PrePersonalisation, _card.State.Lifecycle);
    }

    [Fact]
    public void Provisioning_data_that_would_leave_no_room_for_an_answer_is_refused()
    {
        _card.Send(Select);
        _card.Send("80E1000F");
        Assert.Equal(StatusWord.MemoryFull, _card.Send(AppletCommands.SetItem(ItemId.ProvisioningData, new byte[16_000])).StatusWord);
        Assert.Equal(StatusWord.Success, _card.Send(AppletCommands.SetItem(ItemId.ProvisioningData, new byte[8_000])).StatusWord);
    }

    [Fact]
    public void A_memory_that_fails_silences_the_card_for_good()
    {
        _card.Send(Select);
        _card.Memory.Fails = true;
        Assert.Throws<FaultException>(() => _card.Send("80E1000F"));
        _card.Memory.Fails = false;
        Assert.Equal(StatusWord.Generic, _card.Send(Select).StatusWord);
    }

    public void Dispose()
    {
        _card.Dispose();
        _vendor.Dispose();
    }
}
