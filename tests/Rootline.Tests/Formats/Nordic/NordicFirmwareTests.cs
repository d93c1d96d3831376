using Rootline.Formats.Nordic;
using Rootline.Formats.Nordic.Virtual;
using Xunit;

namespace Rootline.Tests.Formats.Nordic;

public sealed class NordicFirmwareTests
{
    private static readonly NordicFirmware Sample = new(NordicFirmwareKind.Provisioning, NordicFirmwareTraits.DummyIdentity, 0x00FF8100, ProvisionArea.DefaultImplementationId());

    [Fact]
    public void A_firmware_is_read_as_it_was_written_and_begins_with_a_vector_table()
    {
        byte[] image = Sample.ToImage(0x01000000, 4096);
        var read = NordicFirmware.Parse(image).OrThrow();

        Assert.Equal((4096, 0x01000201u), (image.Length, BitConverter.ToUInt32(image, 4)));
        Assert.Equal((Sample.Kind, Sample.Traits, Sample.ProvisionAddress), (read.Kind, read.Traits, read.ProvisionAddress));
        Assert.Equal(Sample.ImplementationId.ToArray(), read.ImplementationId.ToArray());
    }

    [Fact]
    public void Every_changed_byte_and_every_truncation_is_refused()
    {
        byte[] valid = Sample.ToImage(0, 0);
        Assert.Equal(NordicFirmware.CoreLength, valid.Length);
        Assert.All(Mutation.ByteChanges(valid).Select(c => c.Bytes).Concat(Mutation.Truncations(valid)), b => Assert.False(NordicFirmware.Parse(b).Ok));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 0)]
    [InlineData(1, 0x20)]
    public void An_unknown_kind_or_trait_is_refused(byte kind, byte traits)
    {
        byte[] image = new NordicFirmware((NordicFirmwareKind)kind, (NordicFirmwareTraits)traits, 0, new byte[32]).ToImage(0, 0);

        Assert.Equal(NordicFaults.Firmware, NordicFirmware.Parse(image).Fault?.Code);
    }
}
