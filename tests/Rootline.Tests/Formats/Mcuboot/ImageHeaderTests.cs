using Rootline.Formats.Mcuboot;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Formats.Mcuboot;

public sealed class ImageHeaderTests
{
    // The worked example of the format's description: header 32, payload 00..0f, counter 7, dependency on image 1.
    private const string Example =
        "3db8f39600000000" + "20001c0010000000" + "0000000001020300" + "0400000000000000" + "000102030405060708090a0b0c0d0e0f"
        + "08691c00" + "5000040007000000" + "40000c00" + "01000000" + "0100000000000000"
        + "07692800" + "10002000" + "fdfd4d1a0bb254063d1efe1ce5d73e76363665689dac4b57afb3dd769041d526";

    [Fact]
    public void The_worked_example_is_read_and_written()
    {
        var image = Convert.FromHexString(Example);
        var header = ImageHeader.Parse(image).OrThrow();
        Assert.Equal(new ImageHeader { HeaderSize = 32, ProtectedSize = 28, ImageSize = 16, Version = new(1, 2, 3, 4) }, header);
        Assert.Equal((76L, 48L), (header.HashedSize, header.TlvOffset));
        var tlvs = ImageTlvs.Parse(image.AsSpan(48), header.ProtectedSize).OrThrow();
        Assert.Equal([TlvType.SecurityCounter, TlvType.Dependency, TlvType.Sha256], tlvs.All.Select(t => t.Entry.Type));
        Assert.Equal(ImageDigest.Sha256.Hash(image.AsSpan(0, 76)), tlvs.Unprotected.Entries[0].Value.ToArray());
        var written = new byte[32];
        header.Write(written);
        byte[] again = [.. written, .. image[32..48], .. tlvs.Protected!.ToBytes(), .. tlvs.Unprotected.ToBytes()];
        Assert.Equal(image, again);
    }

    [VectorFact]
    public void Every_valid_image_of_the_shared_set_has_the_fields_that_the_set_says()
    {
        int seen = 0;
        foreach (var vector in ImageVector.All.Where(v => v.Class == "valid" && v.Row.TryGetProperty("fields", out _) && v.File.EndsWith(".bin", StringComparison.Ordinal)))
        {
            byte[] image = vector.Bytes;
            var order = ImageHeader.OrderOf(image)!.Value;
            var header = ImageHeader.Parse(image, order).OrThrow(vector.Id);
            var fields = vector.Row.GetProperty("fields");
            Assert.Equal(fields.GetProperty("version").GetString(), header.Version.ToString());
            Assert.Equal(fields.GetProperty("img_size").GetUInt32(), header.ImageSize);
            Assert.Equal(fields.GetProperty("hdr_size").GetUInt16(), header.HeaderSize);
            Assert.Equal(fields.GetProperty("load_addr").GetUInt32(), header.LoadAddress);
            Assert.Equal(fields.GetProperty("flags").GetString(), $"0x{(uint)header.Flags:x}");
            var tlvs = ImageTlvs.Parse(image.AsSpan((int)header.TlvOffset), header.ProtectedSize, order).OrThrow(vector.Id);
            Assert.Equal(
                fields.GetProperty("tlvs").EnumerateArray().Select(t => (t.GetProperty("prot").GetBoolean(), Convert.ToUInt16(t.GetProperty("type").GetString(), 16), t.GetProperty("len").GetInt32())),
                tlvs.All.Select(t => (t.IsProtected, Shown(t.Entry.Type, order), t.Entry.Value.Length)));
            Assert.Equal(fields.GetProperty("end").GetInt64(), header.TlvOffset + tlvs.TotalLength);
            seen++;
        }

        Assert.True(seen > 100);
    }

    [Theory]
    [InlineData("1", 1, 0, 0, 0)]
    [InlineData("1.2", 1, 2, 0, 0)]
    [InlineData("255.255.65535+4294967295", 255, 255, 65535, 4294967295)]
    public void A_version_may_leave_its_last_numbers_out(string text, byte major, byte minor, ushort revision, uint build) =>
        Assert.Equal(new ImageVersion(major, minor, revision, build), ImageVersion.Parse(text).OrThrow());

    [Theory]
    [InlineData("1+2")]
    [InlineData("01.0")]
    [InlineData("1.0.0.1")]
    [InlineData("256.0.0")]
    [InlineData("1.0.65536")]
    [InlineData("1.0.0+4294967296")]
    [InlineData("1.0.0+")]
    [InlineData("")]
    [InlineData("1.-1.0")]
    [InlineData(" 1.0")]
    public void A_version_that_does_not_fit_is_refused(string text) => Assert.Equal(ImageFaults.Version, ImageVersion.Parse(text).Fault?.Code);

    [Fact]
    public void Versions_compare_number_by_number()
    {
        string[] ascending = ["0", "0.0.0+1", "0.0.1", "0.1", "0.1.65535", "1", "1.0.0+9", "255.255.65535+4294967295"];
        var versions = ascending.Select(t => ImageVersion.Parse(t).OrThrow()).ToList();
        Assert.Equal(versions, versions.AsEnumerable().Reverse().Order());
        Assert.True(versions[0] < versions[1] && versions[2] > versions[1] && versions[1] <= versions[2] && versions[3] >= versions[3]);
    }

    // The set shows the types of big-endian images as a plain big-endian number.
    private static ushort Shown(TlvType type, ImageByteOrder order) =>
        order == ImageByteOrder.Big ? System.Buffers.Binary.BinaryPrimitives.ReverseEndianness((ushort)type) : (ushort)type;
}
