using FsCheck;
using FsCheck.Fluent;
using Rootline.Core.Crypto;
using Xunit;

namespace Rootline.Tests.Core.Crypto;

public sealed class CrcTests
{
    [Fact]
    public void The_check_values_of_the_three_checksums_are_met()
    {
        var text = "123456789"u8;
        Assert.Equal(0x31C3, Crc.Xmodem16(text));
        Assert.Equal(0xCBF43926u, Crc.Crc32(text));
        Assert.Equal(0x0376E6E7u, Crc.Mpeg2(text));
    }

    [Fact]
    public void Of_nothing_they_are_their_initial_values()
    {
        Assert.Equal(0, Crc.Xmodem16([]));
        Assert.Equal(0u, Crc.Crc32([]));
        Assert.Equal(uint.MaxValue, Crc.Mpeg2([]));
    }

    [Fact]
    public void A_seed_continues_where_the_bytes_before_ended() => Prop.ForAll<byte[], byte[]>((first, second) =>
        Crc.Xmodem16([.. first, .. second]) == Crc.Xmodem16(second, Crc.Xmodem16(first))).QuickCheckThrowOnFailure();
}
