using Rootline.Chips.Tfm;
using Rootline.Formats.Tfm;
using Rootline.TestSupport.Tfm;
using Xunit;

namespace Rootline.Tests.Chips.Tfm;

/// <summary>Counters in bits and in words: they rise, they end, they never fall.</summary>
public sealed class PlatformCountersTests
{
    private static readonly OtpLayout Full = new(new OtpLayoutForm(TfmRelease.Tfm17, 32, true, 3));

    [Fact]
    public void Every_counter_rises_alone()
    {
        var bench = OtpBench.Erased(Full);
        bench.Hal.Open();
        var counters = new PlatformCounters(bench.Hal, bench.Backing);
        uint value = 0;
        foreach (var id in Enum.GetValues<NvCounterId>())
        {
            Assert.Equal(PlatformError.Success, counters.RaiseForEver(id, ++value));
            Assert.Equal(PlatformError.Success, counters.IncrementForEver(id));
            value++;
        }

        value = 0;
        foreach (var id in Enum.GetValues<NvCounterId>())
        {
            Assert.Equal(PlatformError.Success, counters.Read(id, out uint found));
            Assert.Equal(value += 2, found);
            Assert.Equal(PlatformError.InvalidInput, counters.RaiseForEver(id, found - 1));
            Assert.Equal(PlatformError.Success, counters.RaiseForEver(id, found));
        }
    }

    [Theory]
    [InlineData(NvCounterId.Bl23, 512)]
    [InlineData(NvCounterId.Ns2, 512)]
    [InlineData(NvCounterId.Bl10, 128)]
    public void A_counter_of_bits_ends_when_all_are_set(NvCounterId id, uint most)
    {
        var bench = OtpBench.Erased(Full);
        bench.Hal.Open();
        var counters = new PlatformCounters(bench.Hal, bench.Backing);
        Assert.Equal(PlatformError.MaxValue, counters.RaiseForEver(id, most + 1));
        Assert.Equal(PlatformError.Success, counters.RaiseForEver(id, most - 1));
        Assert.Equal(PlatformError.Success, counters.IncrementForEver(id));
        Assert.Equal(PlatformError.MaxValue, counters.IncrementForEver(id));
        counters.Read(id, out uint found);
        Assert.Equal(most, found);
    }

    [Fact]
    public void A_word_of_protected_storage_ends_at_its_highest_value()
    {
        var bench = OtpBench.Erased(Full);
        bench.Hal.Open();
        var counters = new PlatformCounters(bench.Hal, bench.Backing);
        Assert.Equal(PlatformError.Success, counters.RaiseForEver(NvCounterId.Ps1, uint.MaxValue));
        Assert.Equal(PlatformError.MaxValue, counters.RaiseForEver(NvCounterId.Ps1, uint.MaxValue));
        Assert.Equal(PlatformError.MaxValue, counters.IncrementForEver(NvCounterId.Ps1));
        Assert.Equal([0xFF, 0xFF, 0xFF, 0xFF], bench.Bytes.AsSpan(Full.StorageCounter0 + 4, 4).ToArray());
    }

    [Fact]
    public void What_a_platform_has_not_is_unsupported()
    {
        var bench = OtpBench.Erased(new OtpLayout(new OtpLayoutForm(TfmRelease.Tfm17)));
        bench.Hal.Open();
        var counters = new PlatformCounters(bench.Hal, null);
        foreach (var id in (NvCounterId[])[NvCounterId.Ps0, NvCounterId.Bl10, NvCounterId.Ns0, (NvCounterId)11])
        {
            Assert.Equal(PlatformError.Unsupported, counters.Read(id, out uint value));
            Assert.Equal(0u, value);
            Assert.Equal(PlatformError.Unsupported, counters.RaiseForEver(id, 1));
            Assert.Equal(PlatformError.Unsupported, counters.IncrementForEver(id));
        }
    }

    [Fact]
    public void A_counter_that_reads_back_as_another_is_an_error_of_the_system()
    {
        var hal = new OtpHal(new DeafBacking());
        Assert.Equal(PlatformError.SystemError, new PlatformCounters(hal, null).RaiseForEver(NvCounterId.Bl20, 3));
    }

    private sealed class DeafBacking : IOtpBacking
    {
        public PlatformError Open() => PlatformError.Success;

        public int? LengthOf(OtpElement element) => 64;

        public PlatformError Read(OtpElement element, Span<byte> destination)
        {
            destination.Clear();
            return PlatformError.Success;
        }

        public PlatformError BurnForEver(OtpElement element, ReadOnlySpan<byte> value) => PlatformError.Success;
    }
}
