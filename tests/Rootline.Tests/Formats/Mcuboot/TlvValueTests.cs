using Rootline.Formats.Mcuboot;
using Xunit;

namespace Rootline.Tests.Formats.Mcuboot;

public sealed class TlvValueTests
{
    // mcuboot-image section 9, with the signer's id left out there.
    private const string Record = "a501635350450468312e32302e333030055820" + Signer + "06665348413235360258200000000000000000000000000000000000000000000000000000000000000000";
    private const string Signer = "fdfd4d1a0bb254063d1efe1ce5d73e76363665689dac4b57afb3dd769041d526";

    [Fact]
    public void The_published_boot_record_is_written_and_read()
    {
        var record = BootRecord.Of("SPE", new(1, 20, 300, 4), Convert.FromHexString(Signer), ImageDigest.Sha256).OrThrow();
        Assert.Equal(Record, Convert.ToHexStringLower(record.ToBytes()));
        Assert.Equal(94, record.ToBytes().Length);
        Assert.Equal(record, BootRecord.Parse(record.ToBytes()).OrThrow());
        Assert.Equal(record.GetHashCode(), BootRecord.Parse(record.ToBytes()).OrThrow().GetHashCode());
        byte[] measured = record.Measured(Enumerable.Repeat((byte)0xAB, 32).ToArray());
        Assert.Equal(record.ToBytes()[..62], measured[..62]);
        Assert.All(measured[62..], b => Assert.Equal(0xAB, b));
        Assert.False(BootRecord.Parse(measured).Ok);
    }

    [Theory]
    [InlineData(ImageDigest.Sha256, 32)]
    [InlineData(ImageDigest.Sha384, 48)]
    [InlineData(ImageDigest.Sha512, 64)]
    public void A_boot_record_has_one_form_and_every_damage_is_seen_or_is_another_record(ImageDigest digest, int signer)
    {
        byte[] bytes = BootRecord.Of("NSPE_SPE", new(255, 255, 65535, 0), new byte[signer], digest).OrThrow().ToBytes();
        foreach (var (_, damaged) in Mutation.ByteChanges(bytes))
        {
            if (BootRecord.Parse(damaged).Try(out var read, out _))
                Assert.Equal(damaged, read.ToBytes());
        }

        Assert.All(Mutation.Truncations(bytes), t => Assert.False(BootRecord.Parse(t).Ok));
        Assert.False(BootRecord.Parse([.. bytes, 0]).Ok);
    }

    [Fact]
    public void A_software_type_of_thirteen_characters_is_refused()
    {
        Assert.True(BootRecord.Of("123456789012", default, default, ImageDigest.Sha256).Ok);
        Assert.Equal(ImageFaults.SoftwareType, BootRecord.Of("1234567890123", default, default, ImageDigest.Sha256).Fault?.Code);
    }

    [Theory]
    [InlineData("auto", 0x03040005u)]
    [InlineData("0", 0u)]
    [InlineData("4294967295", 4294967295u)]
    [InlineData("0xffffffff", 4294967295u)]
    [InlineData("0b1010", 10u)]
    [InlineData("0o17", 15u)]
    public void A_counter_is_a_number_or_made_of_the_version(string text, uint value) =>
        Assert.Equal(new SecurityCounter(value), SecurityCounter.Parse(text, new(3, 4, 5, 6)).OrThrow());

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("4294967296")]
    [InlineData("0x100000000")]
    [InlineData("0o40000000000")]
    [InlineData("0o18")]
    [InlineData("0x")]
    [InlineData("Auto")]
    [InlineData("1 ")]
    public void Another_text_is_no_counter(string text) => Assert.Equal(ImageFaults.Counter, SecurityCounter.Parse(text, default).Fault?.Code);

    [Theory]
    [InlineData("(1, 1.2.3+0)", 1)]
    [InlineData("(0,2.0.0+9),(1, 1.2.3+0)", 2)]
    [InlineData("(0, 1.0) (1, 2.0), (255, 3)", 3)]
    public void A_list_of_dependencies_is_read(string text, int count)
    {
        var list = ImageDependency.ParseList(text).OrThrow();
        Assert.Equal(count, list.Count);
        foreach (var order in Enum.GetValues<ImageByteOrder>())
            Assert.All(list, d => Assert.Equal(d, ImageDependency.Parse(d.ToBytes(order), order).OrThrow()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1, 1.0")]
    [InlineData("(1)")]
    [InlineData("(256, 1.0)")]
    [InlineData("(1, 1.0.0.0)")]
    [InlineData("(1, 1.0),(2)")]
    [InlineData("(a, 1.0)")]
    [InlineData("(1, 1.0) and")]
    public void A_list_that_loses_a_dependency_is_refused(string text) => Assert.False(ImageDependency.ParseList(text).Ok);

    [Fact]
    public void A_dependency_has_zeros_between_image_and_version()
    {
        byte[] bytes = new ImageDependency(1, new(1, 2, 3, 4)).ToBytes();
        Assert.Equal("010000000102030004000000", Convert.ToHexStringLower(bytes));
        foreach (int offset in (int[])[1, 2, 3])
        {
            var damaged = (byte[])bytes.Clone();
            damaged[offset] = 1;
            Assert.False(ImageDependency.Parse(damaged).Ok);
        }

        Assert.All(Mutation.Truncations(bytes), t => Assert.False(ImageDependency.Parse(t).Ok));
    }

    // RFC 9562 A.4: version 5 of "www.example.com" in the DNS namespace.
    [Fact]
    public void A_name_makes_the_published_uuid()
    {
        Assert.Equal("2ed6657d-e927-568b-95e1-2665a8aea6a2", ImageUuid.Vendor("www.example.com").OrThrow().ToString());
        var vendor = ImageUuid.Vendor("12345678-1234-5678-1234-567812345678").OrThrow();
        Assert.Equal("12345678-1234-5678-1234-567812345678", vendor.ToString());
        Assert.Equal(vendor, ImageUuid.Vendor("12345678123456781234567812345678").OrThrow());
        Assert.NotEqual(vendor, ImageUuid.Class("board", vendor).OrThrow());
        Assert.Equal(vendor, ImageUuid.Class("12345678-1234-5678-1234-567812345678", null).OrThrow());
        Assert.Equal(ImageFaults.Uuid, ImageUuid.Class("board", null).Fault?.Code);
        Assert.Equal(ImageFaults.Uuid, ImageUuid.Vendor("").Fault?.Code);
        Assert.Equal(ImageFaults.Uuid, ImageUuid.Vendor("a\tb").Fault?.Code);
        Assert.False(ImageUuid.Parse(new byte[15]).Ok);
    }

    [Theory]
    [InlineData(TlvType.KeyHash, new[] { 32, 48, 64 })]
    [InlineData(TlvType.KeyId, new[] { 4 })]
    [InlineData(TlvType.Sha256, new[] { 32 })]
    [InlineData(TlvType.Sha384, new[] { 48 })]
    [InlineData(TlvType.Sha512, new[] { 64 })]
    [InlineData(TlvType.Rsa2048Pss, new[] { 256 })]
    [InlineData(TlvType.Rsa3072Pss, new[] { 384 })]
    [InlineData(TlvType.Ed25519, new[] { 64 })]
    [InlineData(TlvType.EncryptedRsa2048, new[] { 256 })]
    [InlineData(TlvType.EncryptedKeyWrap, new[] { 24, 40 })]
    [InlineData(TlvType.EncryptedP256, new[] { 113, 129 })]
    [InlineData(TlvType.EncryptedX25519, new[] { 80, 96 })]
    [InlineData(TlvType.EncryptedX25519Sha512, new[] { 112, 128 })]
    [InlineData(TlvType.SecurityCounter, new[] { 4 })]
    [InlineData(TlvType.DecompressedSize, new[] { 4 })]
    [InlineData(TlvType.DecompressedDigest, new[] { 32, 48, 64 })]
    [InlineData(TlvType.CompressedSize, new[] { 4 })]
    [InlineData(TlvType.VendorId, new[] { 16 })]
    [InlineData(TlvType.ClassId, new[] { 16 })]
    [InlineData(TlvType.Dependency, new[] { 12 })]
    [InlineData(TlvType.SignaturePure, new int[0])]
    [InlineData(TlvType.Ecdsa224, new int[0])]
    [InlineData(TlvType.PublicKey, new int[0])]
    [InlineData(TlvType.BootRecord, new int[0])]
    public void A_value_of_zeros_is_accepted_at_the_lengths_of_its_type_alone(TlvType type, int[] lengths) =>
        Assert.Equal(lengths, Enumerable.Range(0, 400).Where(length => TlvValues.Check(new(type, new byte[length])) is null));

    [Fact]
    public void A_pure_mark_is_one_byte_01_and_vendors_store_anything()
    {
        Assert.Null(TlvValues.Check(new(TlvType.SignaturePure, new byte[] { 1 })));
        Assert.NotNull(TlvValues.Check(new(TlvType.SignaturePure, new byte[] { 2 })));
        Assert.Null(TlvValues.Check(new((TlvType)0x01A0, new byte[777])));
    }
}
