using FsCheck;
using FsCheck.Fluent;
using Rootline.Core.Entropy;
using Rootline.Formats.Psa.Cbor;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Formats.Psa;

public sealed class CborTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0, "00")]
    [InlineData(10, "0a")]
    [InlineData(23, "17")]
    [InlineData(24, "1818")]
    [InlineData(100, "1864")]
    [InlineData(1000, "1903e8")]
    [InlineData(1000000, "1a000f4240")]
    [InlineData(1000000000000, "1b000000e8d4a51000")]
    [InlineData(long.MaxValue, "1b7fffffffffffffff")]
    [InlineData(-1, "20")]
    [InlineData(-10, "29")]
    [InlineData(-100, "3863")]
    [InlineData(-1000, "3903e7")]
    [InlineData(-75008, "3a000124ff")]
    [InlineData(long.MinValue, "3b7fffffffffffffff")]
    public void Integers_are_written_as_RFC_8949_shows_and_read_again(long value, string hex)
    {
        Assert.Equal(hex, Convert.ToHexStringLower(new CborWriter().Whole(value).ToBytes()));
        Assert.Equal(value, new CborReader(Convert.FromHexString(hex)).Whole());
    }

    [Fact]
    public void Strings_arrays_maps_and_tags_are_written_as_RFC_8949_shows()
    {
        Assert.Equal("4401020304", Hex(w => w.Bytes([1, 2, 3, 4])));
        Assert.Equal("6449455446", Hex(w => w.Text("IETF")));
        Assert.Equal("62c3bc", Hex(w => w.Text("ü")));
        Assert.Equal("8301820203820405", Hex(w => w.Array(3).Whole(1).Array(2).Whole(2).Whole(3).Array(2).Whole(4).Whole(5)));
        Assert.Equal("a26161016162820203", Hex(w => w.Map(2).Text("a").Whole(1).Text("b").Array(2).Whole(2).Whole(3)));
        Assert.Equal("c11a514b67b0", Hex(w => w.Tag(1).Whole(1363896240)));
    }

    // RFC 8949, appendix F.
    [Theory]
    [InlineData("18")]
    [InlineData("19")]
    [InlineData("1a")]
    [InlineData("1b")]
    [InlineData("1901")]
    [InlineData("1a0102")]
    [InlineData("1b01020304050607")]
    [InlineData("38")]
    [InlineData("58")]
    [InlineData("78")]
    [InlineData("98")]
    [InlineData("9a01ff00")]
    [InlineData("b8")]
    [InlineData("d8")]
    [InlineData("f8")]
    [InlineData("f900")]
    [InlineData("fa0000")]
    [InlineData("fb000000")]
    [InlineData("41")]
    [InlineData("61")]
    [InlineData("5affffffff00")]
    [InlineData("5bffffffffffffffff010203")]
    [InlineData("7affffffff00")]
    [InlineData("7b7fffffffffffffff010203")]
    [InlineData("81")]
    [InlineData("818181818181818181")]
    [InlineData("8200")]
    [InlineData("a1")]
    [InlineData("a20102")]
    [InlineData("a100")]
    [InlineData("a2000000")]
    [InlineData("c0")]
    [InlineData("5f4100")]
    [InlineData("7f6100")]
    [InlineData("9f")]
    [InlineData("9f0102")]
    [InlineData("bf")]
    [InlineData("bf01020102")]
    [InlineData("ff")]
    [InlineData("1c")]
    [InlineData("1d")]
    [InlineData("1e")]
    [InlineData("3c")]
    [InlineData("5c")]
    [InlineData("9c")]
    [InlineData("bc")]
    [InlineData("dc")]
    [InlineData("fc")]
    [InlineData("f800")]
    [InlineData("f81f")]
    [InlineData("1f")]
    [InlineData("3f")]
    [InlineData("df")]
    public void What_RFC_8949_calls_not_well_formed_is_refused(string hex)
    {
        var reader = new CborReader(Convert.FromHexString(hex));
        reader.Skip();
        Assert.False(reader.Ok);
        Assert.True(reader.Item().Encoded.IsEmpty);
    }

    [Fact]
    public void Random_bytes_are_an_item_that_is_there_or_a_fault()
    {
        int items = 0;
        var source = new SeededEntropy(0xCB04);
        for (int i = 0; i < 5000; i++)
        {
            byte[] bytes = source.Bytes(1 + (i % 64));
            var reader = new CborReader(bytes);
            var item = reader.Item();
            items += reader.Ok ? 1 : 0;
            Assert.True(reader.Ok
                ? item.Encoded.Length == reader.Position && item.Encoded.Span.SequenceEqual(bytes.AsSpan(0, reader.Position))
                : reader.Fault is not null && item.Encoded.IsEmpty);
        }

        output.Tell($"random bytes read as CBOR: 5000, of which {items} begin with an item");
        Assert.InRange(items, 500, 4500);
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        Prop.ForAll<long, byte[], NonNull<string>>((number, bytes, any) =>
        {
            string text = new([.. any.Get.Where(c => !char.IsSurrogate(c))]);
            byte[] written = new CborWriter().Array(3).Whole(number).Bytes(bytes).Text(text).ToBytes();
            var reader = new CborReader(written);
            bool same = reader.Array() == 3 && reader.Whole() == number && reader.Bytes().Span.SequenceEqual(bytes) && reader.Text() == text;
            reader.End();
            return same && reader.Ok;
        }).QuickCheckThrowOnFailure();
    }

    private static string Hex(Func<CborWriter, CborWriter> write) => Convert.ToHexStringLower(write(new()).ToBytes());
}
