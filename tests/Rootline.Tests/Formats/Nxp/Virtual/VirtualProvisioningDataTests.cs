using Rootline.Formats.Nxp.Virtual;
using Rootline.Tests.Formats.Nxp.Container;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Virtual;

public sealed class VirtualProvisioningDataTests
{
    [Fact]
    public void Data_round_trip()
    {
        using var data = BirthSamples.Data();
        byte[] bytes = BirthSamples.Bytes(data.ToBytes());

        using var read = VirtualProvisioningData.Parse(bytes).OrThrow();

        Assert.Equal((1144, 1144), (bytes.Length, VirtualProvisioningData.Length));
        Assert.Equal(data.Family, read.Family);
        Assert.True(read.SbKek.FixedTimeEquals(data.SbKek.Span) && read.UserKek.FixedTimeEquals(data.UserKek.Span));
        Assert.True(read.Cfpa.FixedTimeEquals(data.Cfpa.Span) && read.Cmpa.FixedTimeEquals(data.Cmpa.Span));
        Assert.Equal(bytes, BirthSamples.Bytes(read.ToBytes()));
    }

    [Fact]
    public void The_kept_data_of_version_1_load_and_are_written_alike()
    {
        using var data = BirthSamples.Data();
        using var kept = VirtualProvisioningData.Parse(BirthTests.Kept("provisioning-data-v1.bin")).OrThrow();

        Assert.Equal(BirthTests.Kept("provisioning-data-v1.bin"), BirthSamples.Bytes(data.ToBytes()));
        Assert.Equal(BirthTests.Kept("provisioning-data-v1.bin"), BirthSamples.Bytes(kept.ToBytes()));
    }

    [Fact]
    public void A_chip_stores_the_keks_in_the_order_of_its_key_store()
    {
        using var data = BirthSamples.Data();
        using var secrets = data.ToSecrets();

        Assert.Equal(data.SbKek.Span.ToArray().Reverse(), secrets.SbKek!.Span.ToArray());
        Assert.Equal(data.UserKek.Span.ToArray().Reverse(), secrets.UserKek!.Span.ToArray());
        Assert.True(secrets.Cfpa!.FixedTimeEquals(data.Cfpa.Span) && secrets.Cmpa!.FixedTimeEquals(data.Cmpa.Span));
        Assert.Null(secrets.ProvisioningData);
    }

    [Fact]
    public void Every_changed_byte_and_every_truncation_is_refused()
    {
        using var data = BirthSamples.Data();
        byte[] bytes = BirthSamples.Bytes(data.ToBytes());

        Assert.All(Mutation.ByteChanges(bytes), change => ContainerReaderTests.Refused("virtual-provisioning-data", VirtualProvisioningData.Parse(change.Bytes)));
        Assert.All(Mutation.Truncations(bytes), shorter => ContainerReaderTests.Refused("virtual-provisioning-data", VirtualProvisioningData.Parse(shorter)));
        ContainerReaderTests.Refused("virtual-provisioning-data", VirtualProvisioningData.Parse([.. bytes, 0]));
    }

    [Theory]
    [InlineData(8, 0)] // no name
    [InlineData(8, 0x20)]
    [InlineData(9, 0xC3)]
    [InlineData(9, 0)] // a zero inside it
    public void A_family_name_that_is_not_printable_is_refused_though_the_digest_is_right(int offset, byte value)
    {
        using var data = BirthSamples.Data();
        byte[] bytes = BirthSamples.Bytes(data.ToBytes());
        bytes[offset] = value;
        BirthTests.Rehash(bytes, bytes.Length);

        ContainerReaderTests.Refused("virtual-provisioning-data", VirtualProvisioningData.Parse(bytes));
    }

    [Fact]
    public void A_real_file_is_told_from_data_of_this_profile_by_its_beginning()
    {
        using var data = BirthSamples.Data();
        using var bytes = data.ToBytes();

        Assert.True(VirtualProvisioningData.Is(bytes.Span));
        Assert.False(VirtualProvisioningData.Is("sbv3"u8));
        Assert.False(VirtualProvisioningData.Is([]));
    }
}
