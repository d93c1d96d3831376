using Rootline.Formats.Nxp.Mboot;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Chips.Lpc55;

/// <summary>One-time words, and the other names that a host may reach them by.</summary>
public sealed class RomOneTimeTests : IDisposable
{
    private readonly ChipBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_word_reads_zero_is_burned_once_and_stays_over_a_power_loss()
    {
        var words = _bench.Host.OneTime;
        Assert.Equal([0u, 0u], words.ReadWords(62, 2));
        words.BurnWords(62, 0x11223344, 0);
        words.BurnWords(0, 1, 2, 3, 4, 5);
        _bench.Refuses(MbootStatus.OneTimeLocked, () => words.BurnWords(63, 9));
        _bench.Refuses(MbootStatus.OneTimeLocked, () => words.BurnWords(4, 5, 6));
        Assert.Equal([0u], words.ReadWords(5, 1));
        using var later = _bench.PowerCycled();
        Assert.Equal([0x11223344u, 0u], later.Host.OneTime.ReadWords(62, 2));
        Assert.Equal([4u, 5u], later.Host.OneTime.ReadWords(3, 2));
    }

    [Theory]
    [InlineData(64u, 1)]
    [InlineData(63u, 2)]
    [InlineData(uint.MaxValue, 1)]
    public void Words_that_are_not_there_are_refused(uint index, int count)
    {
        _bench.Refuses(MbootStatus.OneTimeAddress, () => _bench.Host.OneTime.ReadWords(index, count));
        _bench.Refuses(MbootStatus.OneTimeAddress, () => _bench.Host.OneTime.BurnWords(index, new uint[count]));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(3u)]
    [InlineData(12u)]
    public void Four_or_eight_bytes_are_read_at_once(uint bytes) =>
        Assert.Equal(MbootStatus.InvalidArgument, _bench.Execute(new FlashReadOnceCommand(0, bytes).ToPacket()).Status);

    [Fact]
    public void The_special_region_shows_the_same_words()
    {
        _bench.Host.OneTime.BurnWords(1, 0x44332211);
        Assert.Equal([0, 0, 0, 0, 0x11, 0x22, 0x33, 0x44], _bench.Host.OneTime.ReadResource(0, 8, 0));
        _bench.Refuses(MbootStatus.InvalidArgument, () => _bench.Host.OneTime.ReadResource(0, 8, 1));
        _bench.Refuses(MbootStatus.InvalidArgument, () => _bench.Host.OneTime.ReadResource(2, 8, 0));
        _bench.Refuses(MbootStatus.InvalidArgument, () => _bench.Host.OneTime.ReadResource(0, 6, 0));
        _bench.Refuses(MbootStatus.OneTimeAddress, () => _bench.Host.OneTime.ReadResource(252, 8, 0));
        _bench.Refuses(MbootStatus.OneTimeAddress, () => _bench.Host.OneTime.ReadResource(0, 260, 0));
        Assert.Equal(256, _bench.Host.OneTime.ReadResource(0, 256, 0).Length);
    }

    [Fact]
    public void A_ROM_without_fuses_does_not_know_them()
    {
        _bench.Refuses(MbootStatus.UnknownCommand, () => _bench.Host.OneTime.ReadFuses(0, 4));
        _bench.Refuses(MbootStatus.UnknownCommand, () => _bench.Host.OneTime.BurnFuses(0, new byte[4]));
    }
}
