using FsCheck;
using FsCheck.Fluent;
using Rootline.Core.Bytes;
using Xunit;

namespace Rootline.Tests.Core.Bytes;

public sealed class SpanReaderTests
{
    [Fact]
    public void Fields_come_in_wire_order_with_their_byte_order()
    {
        var reader = new SpanReader([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 1, 0, 0, 0, 0, 0, 0, 0x80, 0xEE]);
        Assert.Equal(1, reader.U8());
        Assert.Equal(0x0302, reader.U16Le());
        Assert.Equal(0x0405, reader.U16Be());
        Assert.Equal(0x09080706u, reader.U32Le());
        Assert.Equal(0x0A0B0C0Du, reader.U32Be());
        Assert.Equal(0x8000000000000001ul, reader.U64Le());
        Assert.Equal([0xEE], reader.Bytes(1).ToArray());
        Assert.Equal(0, reader.Remaining);
        Assert.False(reader.Overrun);
    }

    [Fact]
    public void A_read_past_the_end_gives_zero_keeps_the_place_and_is_remembered()
    {
        var reader = new SpanReader([0xFF, 0xFF, 0xFF]);
        Assert.Equal(0u, reader.U32Le());
        Assert.True(reader.Overrun);
        Assert.Equal(0, reader.Position);
        Assert.Equal(0xFFFF, reader.U16Le());
        Assert.True(reader.Overrun);
        Assert.Equal(0, reader.U16Be());
        Assert.Equal(0xFF, reader.U8());
        Assert.Equal(0, reader.U8());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    [InlineData(4)]
    public void A_length_from_the_wire_that_does_not_fit_is_an_overrun(int length)
    {
        var reader = new SpanReader([1, 2, 3]);
        Assert.True(reader.Bytes(length).IsEmpty);
        Assert.True(reader.Overrun);
    }

    [Fact]
    public void What_a_writer_writes_a_reader_reads() => Prop.ForAll<ushort, uint, ulong>((a, b, c) =>
    {
        Span<byte> bytes = stackalloc byte[1 + 2 + 2 + 4 + 4 + 8 + 3];
        var writer = new SpanWriter(bytes);
        writer.U8((byte)a);
        writer.U16Le(a);
        writer.U16Be(a);
        writer.U32Le(b);
        writer.U32Be(b);
        writer.U64Le(c);
        writer.Zeros(3);
        var reader = new SpanReader(bytes);
        return writer.Position == bytes.Length && reader.U8() == (byte)a && reader.U16Le() == a && reader.U16Be() == a
            && reader.U32Le() == b && reader.U32Be() == b && reader.U64Le() == c && Alignment.IsZero(reader.Bytes(3)) && !reader.Overrun;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, 16, 0)]
    [InlineData(1, 16, 16)]
    [InlineData(16, 16, 16)]
    [InlineData(17, 16, 32)]
    public void Sizes_round_up_to_their_unit(int value, int unit, int expected) => Assert.Equal(expected, Alignment.Up(value, unit));
}
