using System.Security.Cryptography;
using Rootline.Cards.Tp;
using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Trust;
using Xunit;

namespace Rootline.Tests.Cards;

public sealed class CardStateCodecTests
{
    [Fact]
    public void A_state_survives_encoding_and_decoding()
    {
        using var state = Sample();
        byte[] bytes = Encode(state);
        using var again = CardStateCodec.Parse(bytes).OrThrow();
        Assert.Equal(bytes, Encode(again));
        Assert.Equal((state.Serial, state.Applet, state.IsSeeded, state.ResponseKeyRule, state.Lifecycle), (again.Serial, again.Applet, again.IsSeeded, again.ResponseKeyRule, again.Lifecycle));
        Assert.Equal((state.Objects, state.Buffer, state.Counter), (again.Objects, again.Buffer, again.Counter));
        Assert.Equal(state.CardKey.Span.ToArray(), again.CardKey.Span.ToArray());
        Assert.Equal(state.RunningHash.ToArray(), again.RunningHash.ToArray());
        Assert.Equal(state.Answer!.Question.ToArray(), again.Answer!.Question.ToArray());
        Assert.Equal(state.Answer.Answer.ToArray(), again.Answer.Answer.ToArray());
        Assert.Equal(state.Items.Select(i => (i.Key, Convert.ToHexString(i.Value.Span))), again.Items.Select(i => (i.Key, Convert.ToHexString(i.Value.Span))));
    }

    [Fact]
    public void Every_changed_byte_is_refused_or_is_another_state_in_its_one_valid_form()
    {
        using var state = Sample();
        byte[] bytes = Encode(state);
        for (int i = 0; i < bytes.Length; i++)
        {
            foreach (byte bit in (byte[])[0x01, 0x02, 0x40, 0x80])
            {
                byte[] changed = (byte[])bytes.Clone();
                changed[i] ^= bit;
                if (!CardStateCodec.Parse(changed).Try(out var other, out _))
                    continue;
                using (other)
                    Assert.Equal(changed, Encode(other));
            }
        }
    }

    [Theory]
    [InlineData(0, false, false)]
    [InlineData(1, true, false)]
    [InlineData(0x80, false, true)]
    [InlineData(0x81, true, true)]
    public void The_marks_say_seeded_and_answers_once_and_nothing_else(byte marks, bool seeded, bool once)
    {
        using var state = Sample();
        byte[] bytes = Encode(state);
        bytes[8 + 3] = marks;
        using var again = CardStateCodec.Parse(bytes).OrThrow();
        Assert.Equal((seeded, once), (again.IsSeeded, again.AnswersOnce));
        Assert.Equal(bytes, Encode(again));
        bytes[8 + 3] |= 4;
        Assert.Equal(CardFileFaults.Damaged, CardStateCodec.Parse(bytes).Fault!.Code);
    }

    [Fact]
    public void Every_truncation_and_every_tail_is_refused()
    {
        using var state = Sample();
        byte[] bytes = Encode(state);
        for (int i = 0; i < bytes.Length; i++)
            Assert.Equal(CardFileFaults.Damaged, CardStateCodec.Parse(bytes.AsSpan(0, i)).Fault!.Code);
        Assert.Equal(CardFileFaults.Damaged, CardStateCodec.Parse([.. bytes, 0]).Fault!.Code);
    }

    [Fact]
    public void A_card_without_file_system_that_holds_something_is_refused()
    {
        using var state = Sample();
        byte[] bytes = Encode(state);
        bytes[8 + 3 + 1 + 32] = (byte)CardLifecycle.PrePersonalisation;
        Assert.False(CardStateCodec.Parse(bytes).Ok);
    }

    private static byte[] Encode(CardState state)
    {
        var bytes = new byte[CardStateCodec.LengthOf(state)];
        CardStateCodec.Write(state, bytes);
        return bytes;
    }

    private static CardState Sample()
    {
        var state = new CardState
        {
            Serial = 105276681024525924,
            Applet = new(1, 2, 0),
            IsSeeded = true,
            ResponseKeyRule = ResponseKeyRule.Identity,
            CardKey = Secret.CopyOf(SHA256.HashData("card"u8)),
            Lifecycle = CardLifecycle.Operational,
            Objects = 15,
            Buffer = 512,
            Counter = 7,
            RunningHash = SHA256.HashData("record"u8),
            Answer = new(SHA256.HashData("question"u8), "answer"u8.ToArray()),
        };
        state.Set(0x1001, Secret.CopyOf([8]));
        state.Set(0x0009, Secret.CopyOf([0, 0, 0, 9]));
        return state;
    }
}
