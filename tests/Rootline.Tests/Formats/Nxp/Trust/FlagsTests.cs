using Rootline.Formats.Nxp.Trust;
using Rootline.Tests.Formats.Nxp.Container;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Trust;

public sealed class FlagsTests
{
    [Theory]
    [InlineData(0, 0x00, new byte[0])]
    [InlineData(0, 0x04, new byte[] { 0 })]
    [InlineData(0, 0x08, new byte[] { 0, 1 })]
    [InlineData(0, 0x0C, new byte[] { 0, 1, 2 })]
    [InlineData(0, 0x10, new byte[] { 0, 1, 2, 3 })]
    [InlineData(1, 0x00, new byte[0])]
    [InlineData(1, 0x04, new byte[] { 0, 1, 2, 3 })]
    [InlineData(1, 0x11, new byte[] { 0, 0x10 })]
    [InlineData(1, 0x22, new byte[] { 0, 1, 0x20 })]
    [InlineData(1, 0x34, new byte[] { 0, 1, 2, 3, 0x10, 0x20 })]
    public void Key_flags_name_their_keys(int version, byte value, byte[] keyIds)
    {
        var flags = OemKeyFlags.Parse(value, version).OrThrow();

        Assert.Equal(keyIds, flags.KeyIds.ToArray());
        Assert.Equal(value, flags.Value);
    }

    [Theory]
    [InlineData(0, 5)] // 0, 4, 8, C, 10
    [InlineData(1, 20)] // 0 to 4, each with and without CA and RTF
    [InlineData(2, 0)]
    [InlineData(-1, 0)]
    public void No_other_value_of_key_flags_is_accepted(int version, int defined)
    {
        var accepted = Enumerable.Range(0, ushort.MaxValue + 1).Select(v => (ushort)v).Where(v => OemKeyFlags.Parse(v, version).Ok).ToList();

        Assert.Equal(defined, accepted.Count);
        Assert.All(accepted, v => Assert.Equal(v, OemKeyFlags.Parse(v, version).OrThrow().Value));
    }

    [Theory]
    [InlineData(0x00, 0, 0, false)]
    [InlineData(0x01, 0, 0, true)]
    [InlineData(0x10, 0, 1, false)]
    [InlineData(0x40, 1, 0, false)]
    [InlineData(0x51, 1, 1, true)]
    public void Tp_flags_hold_two_versions_and_a_bit(byte value, int die, int keys, bool provisioningData)
    {
        Assert.Equal(new TpFlags(die, keys, provisioningData), TpFlags.Parse(value).OrThrow());
        Assert.Equal(value, new TpFlags(die, keys, provisioningData).Value);
    }

    [Fact]
    public void No_other_value_of_tp_flags_is_accepted()
    {
        Assert.Equal(8, Enumerable.Range(0, 256).Count(v => TpFlags.Parse((byte)v).Ok));
        ContainerReaderTests.Refused("tp-flags", TpFlags.Parse(0x02));
        ContainerReaderTests.Refused("tp-flags", TpFlags.Parse(0x80));
        ContainerReaderTests.Refused("tp-flags", TpFlags.Parse(0x20));
    }
}
