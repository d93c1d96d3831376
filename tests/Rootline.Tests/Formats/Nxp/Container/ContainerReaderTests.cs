using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Container;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Container;

public sealed class ContainerReaderTests
{
    // Header, then one standard entry of type 2000 with extra 0004 and 3 bytes of payload: the layout of section 2, by hand.
    private static readonly byte[] Valid =
        [0x00, 0x00, 0x01, 0x33, 0x10, 0x00, 0x00, 0x00, 0x03, 0x00, 0x00, 0xA0, 0x04, 0x00, 0x00, 0x20, 0xAA, 0xBB, 0xCC, 0, 0, 0, 0, 0];

    [Fact]
    public void A_container_is_read_as_its_layout_says()
    {
        var container = TpContainer.Parse(Valid).OrThrow();

        var entry = Assert.Single(container.Entries);
        Assert.Equal(1, container.Major);
        Assert.Null(container.Authentication);
        Assert.Equal((PayloadType.Challenge, (ushort)4, (Destination?)null), (entry.Type, entry.Extra, entry.Destination));
        Assert.Equal([0xAA, 0xBB, 0xCC], entry.Payload.ToArray());
        Assert.Equal(Valid, container.Bytes.ToArray());
    }

    [Fact]
    public void A_container_is_written_as_its_layout_says() =>
        Assert.Equal(Valid, new ContainerWriter().Add(PayloadType.Challenge, (byte[])[0xAA, 0xBB, 0xCC], 4).ToBytes());

    [Fact]
    public void A_destination_entry_is_written_and_read_as_its_layout_says()
    {
        byte[] expected =
            [0, 0, 1, 0x33, 0x18, 0, 0, 0, 1, 0, 0, 0xB0, 2, 0, 0xC5, 0x20, 2, 0, 0, 0, 0x78, 0x56, 0x34, 0x12, 0xEE, 0, 0, 0, 0, 0, 0, 0];

        var written = new ContainerWriter().Add(PayloadType.OemCertificate, new(DestinationKind.Otp, 0x12345678), (byte[])[0xEE], 2).ToBytes();

        Assert.Equal(expected, written);
        Assert.Equal(new Destination(DestinationKind.Otp, 0x12345678), TpContainer.Parse(written).OrThrow().Entries[0].Destination);
    }

    [Fact]
    public void A_container_without_entries_is_a_header_alone()
    {
        var bytes = new ContainerWriter().ToBytes();

        Assert.Equal([0, 0, 1, 0x33, 0, 0, 0, 0], bytes);
        Assert.Empty(TpContainer.Parse(bytes).OrThrow().Entries);
    }

    [Theory]
    [InlineData(3, 0x11, "container-header")] // tag
    [InlineData(2, 0x00, "container-header")] // major version
    [InlineData(2, 0x03, "container-header")]
    [InlineData(1, 0x01, "container-header")] // minor version
    [InlineData(0, 0x01, "container-header")] // patch version
    [InlineData(6, 0x01, "container-header")] // reserved field
    [InlineData(7, 0x01, "container-header")]
    [InlineData(4, 0x11, "container-size")] // more announced than there
    [InlineData(4, 0x0F, "container-size")] // entry longer than announced
    [InlineData(4, 0x08, "container-size")]
    [InlineData(4, 0x04, "container-size")] // entry header cut short
    [InlineData(4, 0x00, "container-size")] // bytes after the container
    [InlineData(8, 0x09, "container-size")] // payload longer than the container
    [InlineData(9, 0x01, "container-size")]
    [InlineData(10, 0x01, "container-entry")] // reserved byte of the entry
    [InlineData(11, 0xA1, "container-entry")] // unknown tag
    [InlineData(11, 0x00, "container-entry")]
    [InlineData(11, 0xC0, "container-authentication")] // no code of 3 bytes exists
    [InlineData(19, 0x01, "container-entry")] // padding
    [InlineData(23, 0x80, "container-entry")]
    public void A_container_with_one_wrong_byte_is_refused(int offset, byte value, string code)
    {
        var bytes = (byte[])Valid.Clone();
        bytes[offset] = value;

        Refused(code, TpContainer.Parse(bytes));
    }

    [Theory]
    [InlineData(16, 0x01)] // type: neither memory nor OTP
    [InlineData(17, 0x01)] // the three reserved bytes
    [InlineData(19, 0x01)]
    public void A_destination_of_another_kind_is_refused(int offset, byte value)
    {
        var bytes = new ContainerWriter().Add(PayloadType.OemCertificate, new(DestinationKind.Memory, 0), (byte[])[1]).ToBytes();
        bytes[offset] = value;

        Refused("container-entry", TpContainer.Parse(bytes));
    }

    [Fact]
    public void A_destination_record_that_is_cut_short_is_refused() =>
        Refused("container-size", TpContainer.Parse((byte[])[0, 0, 1, 0x33, 12, 0, 0, 0, 0, 0, 0, 0xB0, 0, 0, 0xC5, 0x20, 0, 0, 0, 0]));

    [Fact]
    public void Bytes_after_a_container_are_refused_by_Parse_and_left_alone_by_ParsePrefix()
    {
        byte[] longer = [.. Valid, 0];

        Refused("container-size", TpContainer.Parse(longer));
        Assert.Equal(Valid, TpContainer.ParsePrefix(longer).OrThrow().Bytes.ToArray());
    }

    [Fact]
    public void Padding_in_a_buffer_may_hold_anything_but_not_behind_the_code()
    {
        var bytes = new ContainerWriter().Add(PayloadType.OemKey, (byte[])[1]).Protect(AuthenticationType.Crc32, default);
        bytes[17] = 0x28;

        Refused("container-entry", TpContainer.Parse(bytes));
        Assert.False(TpContainer.ParsePrefix(bytes).OrThrow().HasCode(default));
        bytes[17] = 0;
        Assert.True(TpContainer.ParsePrefix(bytes).OrThrow().HasCode(default));
        bytes[^1] = 1;
        Refused("container-entry", TpContainer.ParsePrefix(bytes));
    }

    [Fact]
    public void Every_truncation_is_refused() =>
        Assert.All(Mutation.Truncations(Valid), bytes => Assert.False(TpContainer.ParsePrefix(bytes).Ok));

    [Fact]
    public void As_many_entries_as_the_limit_are_read_and_one_more_is_refused()
    {
        var writer = new ContainerWriter();
        for (int i = 0; i < ContainerLimits.Entries; i++)
            writer.Add(PayloadType.OemKey, default);

        Assert.Equal(ContainerLimits.Entries, TpContainer.Parse(writer.ToBytes()).OrThrow().Entries.Count);
        Assert.Equal(ContainerLimits.Entries, TpContainer.Parse(writer.Protect(AuthenticationType.Crc32, default)).OrThrow().Entries.Count);
        Refused("container-entry", TpContainer.Parse(writer.Add(PayloadType.OemKey, default).ToBytes()));
    }

    [Fact]
    public void A_container_longer_than_its_size_field_cannot_be_written() =>
        Assert.Throws<OverflowException>(() => new ContainerWriter().Add(PayloadType.WrapCiphertext, new byte[65_528]).ToBytes());

    [Fact]
    public void One_names_entries_that_are_missing_doubled_or_of_another_length()
    {
        var container = TpContainer.Parse(
            new ContainerWriter().Add(PayloadType.OemKey, (byte[])[1]).Add(PayloadType.OemKey, (byte[])[2]).Add(PayloadType.WrapIv, new byte[16]).ToBytes()).OrThrow();

        Refused("container-content", container.One(PayloadType.OemKey));
        Refused("container-content", container.One(PayloadType.WrapTag));
        Refused("container-content", container.One(PayloadType.WrapIv, 15));
        Assert.Equal(16, container.One(PayloadType.WrapIv, 16).OrThrow().Length);
        Assert.Equal([1, 2], container.All(PayloadType.OemKey).Select(e => e.Payload.Span[0]).ToArray());
    }

    internal static void Refused<T>(string code, Parsed<T> result)
        where T : notnull =>
        Assert.Equal(code, result.Fault?.Code.Id);
}
