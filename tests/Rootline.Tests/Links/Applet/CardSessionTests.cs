using Rootline.Core.Faults;
using Rootline.Core.Wires;
using Rootline.Formats.Nxp.Applet;
using Rootline.Links.Applet;
using Rootline.Tests.Cards;
using Xunit;

namespace Rootline.Tests.Links.Applet;

public sealed class CardSessionTests : IDisposable
{
    private readonly TestCard _card = new();

    [Fact]
    public void Select_reads_who_the_card_is()
    {
        var session = _card.Session();
        Assert.Equal(("105276681024525924", "1.2.0", false, ""), (session.Id, session.Version.ToString(), session.IsSealed, session.Family));
        Assert.Equal("0102", Convert.ToHexString(session.Echo(new byte[] { 1, 2 })));
        Assert.InRange(session.ReadFreeMemory(MemoryKind.NonVolatile), 1ul, 32_768ul);
        Assert.Equal(4096ul, session.ReadFreeMemory(MemoryKind.ClearedOnReset));
    }

    [Fact]
    public void A_card_with_another_atr_is_refused_before_anything_is_sent()
    {
        var wire = new ScriptedCard { Identity = new byte[] { 0x3B, 0x00 } };
        Assert.Equal(CardFaults.Wrong, FaultOf(() => new CardSession(wire).Select()).Code);
        Assert.Equal(0, wire.Sent);
    }

    [Fact]
    public void An_applet_that_is_too_old_is_named_with_the_version_it_needs()
    {
        var fault = FaultOf(() => new CardSession(new ScriptedCard("9000", "019000", "0100069000")).Select());
        Assert.Equal(CardFaults.TooOld, fault.Code);
        Assert.Contains("1.0.6", fault.What, StringComparison.Ordinal);
        Assert.Contains("1.2.0", fault.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5501", "card-quota-reached", "0x5501: Max provisioning counter reached")]
    [InlineData("5502", "card-not-configured", "0x5502: Provisioning counter not initialised")]
    [InlineData("6300", "card-chain", "0x6300: Public key can't be verified")]
    [InlineData("6985", "card-challenge", "0x6985: ")]
    [InlineData("6982", "card-sealed", "0x6982: ")]
    [InlineData("6A80", "card-refused", "0x6A80: Wrong data")]
    [InlineData("5399", "card-refused", "0x5399: Cryptographic error")]
    [InlineData("1234", "card-refused", "0x1234: Unknown")]
    public void A_status_word_becomes_a_fault_and_the_session_goes_on(string statusWord, string code, string text)
    {
        var session = new CardSession(new ScriptedCard(statusWord, "000000079000"));
        var fault = FaultOf(() => session.CountAndWrap(new byte[10]));
        Assert.Equal((code, statusWord, Party.Card), (fault.Code.Id, fault.VendorCode, fault.Code.Party));
        Assert.Contains(text, fault.What, StringComparison.Ordinal);
        Assert.Equal(7u, session.ReadCounter());
    }

    [Theory]
    [InlineData("")]
    [InlineData("90")]
    [InlineData("9000")]
    [InlineData("0102030405060708099000")]
    [InlineData("01000000009000")]
    public void A_malformed_number_ends_the_session(string answer)
    {
        var wire = new ScriptedCard(answer, "000000079000");
        var session = new CardSession(wire);
        FaultOf(() => session.ReadCounter());
        Assert.Equal(CardFaults.SessionOver, FaultOf(() => session.ReadCounter()).Code);
        Assert.Equal(1, wire.Sent);
    }

    [Fact]
    public void Answers_that_are_no_messages_end_the_session()
    {
        foreach (Action<CardSession> ask in (Action<CardSession>[])[
            s => s.RequestChallenge(), s => s.CountAndWrap(new byte[10]), s => s.DeleteFileSystem(), s => s.Echo(new byte[] { 2 }), s => s.Refresh()])
        {
            var session = new CardSession(new ScriptedCard("01029000", "9000"));
            Assert.Equal(CardFaults.Answer, FaultOf(() => ask(session)).Code);
            Assert.Equal(CardFaults.SessionOver, FaultOf(session.DeleteFileSystem).Code);
        }
    }

    [Fact]
    public void A_fault_of_the_wire_ends_the_session()
    {
        var wire = new ScriptedCard();
        var session = new CardSession(wire);
        Assert.Equal(WireFaults.CardMute, FaultOf(() => session.ReadCounter()).Code);
        Assert.Equal(CardFaults.SessionOver, FaultOf(() => session.ReadCounter()).Code);
        Assert.Equal(1, wire.Sent);
    }

    [Fact]
    public void Any_bytes_at_all_are_answered_with_a_status_word()
    {
        var random = new Rootline.Core.Entropy.SeededEntropy(1);
        _card.Device.Answer(AppletCommands.Select.ToBytes());
        for (int i = 0; i < 20_000; i++)
        {
            byte[] packet = random.Bytes(i % 40);
            if (packet.Length > 1 && i % 2 == 0)
                (packet[0], packet[1]) = ((byte)(packet[0] & 0x80), new byte[] { 0x84, 0x89, 0xCA, 0xDA, 0xE1, 0xE4, 0x44 }[packet[1] % 7]);
            byte[] answer = _card.Device.Answer(packet);
            Assert.True(answer.Length >= 2);
            if (packet.Length < 4)
                Assert.Equal([0x67, 0x00], answer);
        }
    }

    public void Dispose() => _card.Dispose();

    private static Fault FaultOf(Action action) => Assert.Throws<FaultException>(action).Fault;

    private sealed class ScriptedCard(params string[] answers) : IPacketWire
    {
        public int Sent { get; private set; }

        public string Name => "scripted reader";

        public ReadOnlyMemory<byte> Identity { get; init; } = AppletCommands.Atr;

        public byte[] Exchange(ReadOnlySpan<byte> packet) =>
            Sent++ < answers.Length ? Convert.FromHexString(answers[Sent - 1]) : throw WireFaults.CardMute.Exception("no answer");

        public void Reset()
        {
        }

        public void Dispose()
        {
        }
    }
}
