using System.Buffers.Binary;
using Rootline.Core.Bytes;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Virtual;

namespace Rootline.Cards.Tp;

/// <summary>
/// The state as bytes, in one form only: serial u64 big-endian; applet version 3; marks 1 (<see cref="CardMarks"/>, and bit 7
/// answers once); card key 32; lifecycle 1; objects
/// 1; buffer u16; counter u32; running hash 32; answer flag 1, then where it is 1 question 32, length u32, answer; item count
/// u16; each item ascending by id: id u16, length u16, value. Numbers little-endian unless said. See docs/formats/card-file.md.
/// </summary>
public static class CardStateCodec
{
    private const int FixedLength = 8 + 3 + 1 + P256.ScalarLength + 1 + 1 + 2 + 4 + CardState.HashLength + 1 + 2;
    private const int AnswerHeader = CardState.HashLength + 4;
    private const byte AnswersOnce = 0x80;
    private const int ItemHeader = 2 + 2;

    /// <summary>Length of the encoded state in bytes.</summary>
    /// <param name="state">The state.</param>
    public static int LengthOf(CardState state) =>
        FixedLength + (state.Answer is { } answer ? AnswerHeader + answer.Answer.Length : 0) + state.Items.Values.Sum(v => ItemHeader + v.Length);

    /// <summary>Encodes a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="destination">At least <see cref="LengthOf"/> bytes.</param>
    public static void Write(CardState state, Span<byte> destination)
    {
        var writer = new SpanWriter(destination);
        BinaryPrimitives.WriteUInt64BigEndian(writer.Reserve(8), state.Serial);
        writer.Bytes([state.Applet.Major, state.Applet.Minor, state.Applet.Patch, MarksOf(state)]);
        writer.Bytes(state.CardKey.Span);
        writer.U8((byte)state.Lifecycle);
        writer.U8(state.Objects);
        writer.U16Le(state.Buffer);
        writer.U32Le(state.Counter);
        writer.Bytes(state.RunningHash.Span);
        writer.U8(state.Answer is null ? (byte)0 : (byte)1);
        if (state.Answer is { } answer)
        {
            writer.Bytes(answer.Question.Span);
            writer.U32Le((uint)answer.Answer.Length);
            writer.Bytes(answer.Answer.Span);
        }

        writer.U16Le((ushort)state.Items.Count);
        foreach (var (id, value) in state.Items)
        {
            writer.U16Le(id);
            writer.U16Le(checked((ushort)value.Length));
            writer.Bytes(value.Span);
        }
    }

    /// <summary>Decodes a state.</summary>
    /// <param name="bytes">The encoded state, nothing after it.</param>
    /// <returns>The state, which the caller disposes.</returns>
    public static Parsed<CardState> Parse(ReadOnlySpan<byte> bytes)
    {
        var reader = new SpanReader(bytes);
        if (bytes.Length < FixedLength)
            return CardFileFaults.Damaged.Fault($"{bytes.Length} bytes are fewer than a card's state");
        ulong serial = BinaryPrimitives.ReadUInt64BigEndian(reader.Bytes(8));
        var applet = new AppletVersion(reader.U8(), reader.U8(), reader.U8());
        byte mark = reader.U8();
        bool isMarked = CardMarks.Parse((byte)(mark & ~AnswersOnce)).Try(out var marks, out _);
        var state = new CardState
        {
            Serial = serial,
            Applet = applet,
            IsSeeded = marks.IsSeeded,
            ResponseKeyRule = marks.Rule,
            AnswersOnce = (mark & AnswersOnce) != 0,
            CardKey = Secret.CopyOf(reader.Bytes(P256.ScalarLength)),
        };
        if (isMarked && ReadLog(ref reader, state) && ReadItems(ref reader, state) && !reader.Overrun && reader.Remaining == 0 && IsPossible(state))
            return state;
        state.Dispose();
        return CardFileFaults.Damaged.Fault("the card's state is not in its one valid form");
    }

    private static byte MarksOf(CardState state) =>
        (byte)(new CardMarks(state.IsSeeded, state.ResponseKeyRule).Value | (state.AnswersOnce ? AnswersOnce : 0));

    private static bool ReadLog(ref SpanReader reader, CardState state)
    {
        state.Lifecycle = (CardLifecycle)reader.U8();
        state.Objects = reader.U8();
        state.Buffer = reader.U16Le();
        state.Counter = reader.U32Le();
        state.RunningHash = reader.Bytes(CardState.HashLength).ToArray();
        byte flag = reader.U8();
        if (flag == 1)
        {
            byte[] question = reader.Bytes(CardState.HashLength).ToArray();
            uint length = reader.U32Le();
            if (length > reader.Remaining)
                return false;
            state.Answer = new(question, reader.Bytes((int)length).ToArray());
        }

        return flag <= 1 && state.Lifecycle <= CardLifecycle.Operational;
    }

    private static bool ReadItems(ref SpanReader reader, CardState state)
    {
        int count = reader.U16Le();
        int last = -1;
        for (int i = 0; i < count; i++)
        {
            ushort id = reader.U16Le();
            int length = reader.U16Le();
            var value = reader.Bytes(length);
            if (reader.Overrun || id <= last)
                return false;
            state.Set(id, Secret.CopyOf(value));
            last = id;
        }

        return true;
    }

    // Without a file system there is nothing: a second encoding of "blank" must not exist.
    private static bool IsPossible(CardState state) => state.Lifecycle != CardLifecycle.PrePersonalisation
        || (state is { Objects: 0, Counter: 0, Answer: null, Items.Count: 0 } && Alignment.IsZero(state.RunningHash.Span));
}
