using Rootline.Core.Media;
using Rootline.Core.Power;
using Xunit;

namespace Rootline.Tests.Core.Media;

public sealed class FlashMediumTests
{
    private const byte Erased = 0xFF;
    private static readonly FlashGeometry Plain = new(64, 4, 16, Erased, 0);
    private static readonly FlashGeometry WithEcc = new(64, 16, 32, 0, 16);
    private static readonly byte[] Data = [.. Enumerable.Range(1, 12).Select(i => (byte)i)];

    [Fact]
    public void A_flash_over_a_new_store_is_erased() =>
        Assert.Equal(Enumerable.Repeat(Erased, 64), Read(Fresh(Plain).Flash, 0, 64)!);

    [Fact]
    public void What_is_programmed_is_read_and_what_is_erased_has_the_erased_value()
    {
        var (flash, _) = Fresh(Plain);
        flash.Program(4, Data);
        Assert.Equal([Erased, .. Data, Erased], Read(flash, 3, 14)!);
        flash.EraseSector(0);
        Assert.Equal(Enumerable.Repeat(Erased, 16), Read(flash, 0, 16)!);
    }

    // Three program units: the first byte, one unit, two units, all but the last byte.
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 4)]
    [InlineData(2, 8)]
    [InlineData(3, 11)]
    public void A_torn_program_leaves_a_prefix(int outcome, int written)
    {
        var (flash, store) = Fresh(Plain);
        flash = Cut(store, Plain, new(0, CutMoment.Torn, outcome), f => f.Program(4, Data));
        Assert.Equal([.. Data[..written], .. Enumerable.Repeat(Erased, 12 - written)], Read(flash, 4, 12)!);
    }

    [Fact]
    public void A_program_cut_before_leaves_nothing_and_one_cut_after_leaves_all()
    {
        var (_, store) = Fresh(Plain);
        Assert.Equal(Enumerable.Repeat(Erased, 12), Read(Cut(store, Plain, new(0, CutMoment.Before), f => f.Program(4, Data)), 4, 12)!);
        Assert.Equal(Data, Read(Cut(store, Plain, new(0, CutMoment.After), f => f.Program(4, Data)), 4, 12)!);
    }

    [Fact]
    public void A_torn_program_with_ECC_leaves_a_word_that_cannot_be_read_until_it_is_erased()
    {
        var (_, store) = Fresh(WithEcc);
        var flash = Cut(store, WithEcc, new(0, CutMoment.Torn, 1), f => f.Program(0, [.. Enumerable.Repeat((byte)7, 32)]));
        Assert.Equal(Enumerable.Repeat((byte)7, 16), Read(flash, 0, 16)!);
        Assert.Null(Read(flash, 16, 16));
        Assert.Null(Read(flash, 31, 1));
        Assert.Null(Read(flash, 0, 64));
        Assert.NotNull(Read(flash, 32, 32));
        flash.EraseSector(0);
        Assert.Equal(new byte[32], Read(flash, 0, 32)!);
    }

    [Fact]
    public void A_torn_erase_leaves_half_a_sector_or_unknown_content()
    {
        var (flash, store) = Fresh(Plain);
        flash.Program(0, [.. Enumerable.Repeat((byte)7, 16)]);
        var half = Cut(store.Snapshot(), Plain, new(0, CutMoment.Torn, 0), f => f.EraseSector(0));
        Assert.Equal([.. Enumerable.Repeat(Erased, 8), .. Enumerable.Repeat((byte)7, 8)], Read(half, 0, 16)!);
        var unknown = Read(Cut(store.Snapshot(), Plain, new(0, CutMoment.Torn, 1), f => f.EraseSector(0)), 0, 16)!;
        Assert.DoesNotContain(Erased, unknown);
        Assert.DoesNotContain((byte)7, unknown);
    }

    [Fact]
    public void A_torn_erase_with_ECC_leaves_words_that_cannot_be_read()
    {
        var (flash, store) = Fresh(WithEcc);
        flash.Program(0, [.. Enumerable.Repeat((byte)7, 32)]);
        var half = Cut(store.Snapshot(), WithEcc, new(0, CutMoment.Torn, 0), f => f.EraseSector(0));
        Assert.Equal(new byte[16], Read(half, 0, 16)!);
        Assert.Null(Read(half, 16, 16));
        var unknown = Cut(store.Snapshot(), WithEcc, new(0, CutMoment.Torn, 1), f => f.EraseSector(0));
        Assert.Null(Read(unknown, 0, 16));
        Assert.Null(Read(unknown, 16, 16));
        Assert.NotNull(Read(unknown, 32, 32));
    }

    [Fact]
    public void After_a_cut_everything_is_dead_also_in_a_finally_block()
    {
        var (_, store) = Fresh(Plain);
        var power = new PowerDomain("chip");
        power.Arm(new Cut(0, CutMoment.After));
        var flash = new FlashMedium("flash", Plain, store, power);
        Assert.Throws<PowerLostException>(() =>
        {
            try
            {
                flash.Program(0, Data);
            }
            finally
            {
                Assert.Throws<PowerLostException>(() => flash.Program(16, Data));
                Assert.Throws<PowerLostException>(() => flash.EraseSector(0));
                Assert.Throws<PowerLostException>(() => flash.TryRead(0, new byte[1]));
            }
        });
        var after = new FlashMedium("flash", Plain, store, new PowerDomain("chip"));
        Assert.Equal([.. Data, Erased, Erased, Erased, Erased, Erased], Read(after, 0, 17)!);
    }

    [Fact]
    public void Programming_nothing_is_no_operation()
    {
        var (_, store) = Fresh(Plain);
        var power = new PowerDomain("chip");
        power.Arm(new Cut(0, CutMoment.Torn));
        new FlashMedium("flash", Plain, store, power).Program(0, []);
        Assert.Equal((0, true), (power.Count, power.IsOn));
    }

    [Fact]
    public void What_does_not_fit_the_geometry_is_an_error()
    {
        var (flash, _) = Fresh(Plain);
        Assert.Throws<ArgumentException>(() => flash.Program(2, new byte[4]));
        Assert.Throws<ArgumentException>(() => flash.Program(0, new byte[3]));
        Assert.Throws<ArgumentException>(() => flash.EraseSector(8));
        Assert.Throws<ArgumentOutOfRangeException>(() => flash.Program(64, new byte[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => flash.TryRead(-1, new byte[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FlashMedium("f", WithEcc, new MemoryStore(64), new PowerDomain("chip")));
    }

    private static (FlashMedium Flash, MemoryStore Store) Fresh(FlashGeometry geometry)
    {
        var store = new MemoryStore(geometry.StoreLength);
        return (new("flash", geometry, store, new PowerDomain("chip")), store);
    }

    // Runs the operation up to the cut and returns the flash as it is found when the power is back.
    private static FlashMedium Cut(MemoryStore store, FlashGeometry geometry, Cut cut, Action<FlashMedium> operation)
    {
        var power = new PowerDomain("chip");
        power.Arm(cut);
        Assert.Throws<PowerLostException>(() => operation(new("flash", geometry, store, power)));
        return new("flash", geometry, store, new PowerDomain("chip"));
    }

    private static byte[]? Read(FlashMedium flash, int address, int length)
    {
        var bytes = new byte[length];
        return flash.TryRead(address, bytes) ? bytes : null;
    }
}
