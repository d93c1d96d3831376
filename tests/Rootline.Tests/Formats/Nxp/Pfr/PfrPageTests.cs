using System.Buffers.Binary;
using Rootline.Formats.Nxp.Pfr;
using Rootline.TestSupport;
using Rootline.Tests.Formats.Nxp.Container;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Pfr;

public sealed class PfrPageTests
{
    [VectorFact]
    public void The_sample_pages_hold_what_the_sheet_says()
    {
        var cfpa = CfpaPage.Parse(Vectors.Read("spsdk-tp/sample_config_data/cfpa_example.bin")).OrThrow();
        var cmpa = CmpaPage.Parse(Vectors.Read("spsdk-tp/sample_config_data/cmpa_example.bin")).OrThrow();

        Assert.Equal((2u, 0x55u, 0xFFFF0000u), (cfpa.Version, cfpa.RootRevoke, cfpa.VendorUsage));
        Assert.Equal(CfpaPage.AllRootsEnabled, cfpa.RootRevoke);
        Assert.All([cfpa.SocuPin, cfpa.SocuDefault, cmpa.SocuPin, cmpa.SocuDefault], word =>
        {
            Assert.Equal(0xFFBF0040, word.Word);
            Assert.Equal(SocuRights.IspCommands, word.Rights);
            Assert.True(word.IsConsistent);
        });
        Assert.Equal("b8498627362d0099e59535e0eec3665d8914adf6777d930b4b5db134a4b1e8e2", Convert.ToHexStringLower(cmpa.RootHash));
        Assert.False(cfpa.IsSealed || cmpa.IsSealed || cmpa.IsSecureBoot || cmpa.IsBlank || cfpa.IsCmpaInProgress);
    }

    [Theory]
    [InlineData(0x04, "Version")]
    [InlineData(0x08, "SecureFirmwareVersion")]
    [InlineData(0x0C, "NonSecureFirmwareVersion")]
    [InlineData(0x10, "ImageKeyRevoke")]
    [InlineData(0x18, "RootRevoke")]
    [InlineData(0x1C, "VendorUsage")]
    public void A_word_of_the_CFPA_lies_where_the_sheet_says(int offset, string property)
    {
        var bytes = new byte[PfrPage.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(offset), 0x12345678);

        Assert.Equal(0x12345678u, typeof(CfpaPage).GetProperty(property)!.GetValue(CfpaPage.Parse(bytes).OrThrow()));
    }

    [Theory]
    [InlineData(0x00, "BootConfig")]
    [InlineData(0x08, "UsbId")]
    [InlineData(0x1C, "SecureBootConfig")]
    public void A_word_of_the_CMPA_lies_where_the_sheet_says(int offset, string property)
    {
        var bytes = new byte[PfrPage.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(offset), 0x12345678);

        Assert.Equal(0x12345678u, typeof(CmpaPage).GetProperty(property)!.GetValue(CmpaPage.Parse(bytes).OrThrow()));
    }

    [Fact]
    public void Each_change_of_a_CFPA_writes_its_own_words_only()
    {
        var pin = SocuWord.Of(SocuRights.Tap);
        var values = SocuWord.Of(SocuRights.UuidCheck);

        Changed(CfpaPage.Blank.WithVersion(0x01020304).Bytes, (0x04, 0x01020304));
        Changed(CfpaPage.Blank.WithRootRevoke(0x55).Bytes, (0x18, 0x55));
        Changed(CfpaPage.Blank.WithVendorUsage(0x1234).Bytes, (0x1C, 0xEDCB1234));
        Changed(CfpaPage.Blank.WithSocu(pin, values).Bytes, (0x20, pin.Word), (0x24, values.Word));
        Changed(CfpaPage.Blank.WithCmpaInProgress(true).Bytes, (0x2C, 0x5CC55AA5));
        Assert.True(CfpaPage.Blank.WithCmpaInProgress(true).IsCmpaInProgress);
        Changed(CfpaPage.Blank.WithCmpaInProgress(true).WithCmpaInProgress(false).Bytes);
        Changed(CfpaPage.Blank.Bytes);
    }

    [Fact]
    public void Each_change_of_a_CMPA_writes_its_own_bytes_only()
    {
        var pin = SocuWord.Of(SocuRights.Debug);
        var values = SocuWord.Of(SocuRights.None);
        var hash = TestKeys.Bytes("rotkh", 32);
        var expected = new byte[PfrPage.Length];
        hash.CopyTo(expected, 0x50);

        Assert.Equal(expected, CmpaPage.Blank.WithRootHash(hash).Bytes.ToArray());
        Assert.Equal(hash, CmpaPage.Blank.WithRootHash(hash).RootHash.ToArray());
        Changed(CmpaPage.Blank.WithSecureBoot().Bytes, (0x1C, 0xC0000000));
        Assert.True(CmpaPage.Blank.WithSecureBoot().IsSecureBoot);
        Changed(CmpaPage.Blank.WithSocu(pin, values).Bytes, (0x10, pin.Word), (0x14, values.Word));
        Assert.True(CmpaPage.Blank.IsBlank);
        Assert.False(CmpaPage.Blank.WithSecureBoot().IsBlank);
    }

    [Fact]
    public void A_page_that_asks_to_be_sealed_is_not_sealed_yet()
    {
        var asking = CmpaPage.Blank.WithSealRequest();
        var expected = new byte[PfrPage.Length];
        "SEALSEALSEALSEALSEALSEALSEALSEAL"u8.CopyTo(expected.AsSpan(0x1E0));

        Assert.Equal(expected, asking.Bytes.ToArray());
        Assert.True(asking.IsSealRequested);
        Assert.False(asking.IsSealed);
        Assert.True(CfpaPage.Parse(expected).OrThrow().IsSealRequested);
        expected[^1] ^= 1;
        Assert.True(CmpaPage.Parse(expected).OrThrow().IsSealed);
        Assert.True(CfpaPage.Parse(expected).OrThrow().IsSealed);
        Assert.False(CmpaPage.Parse(expected).OrThrow().IsSealRequested);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(511)]
    [InlineData(513)]
    public void A_page_of_another_length_is_refused(int length)
    {
        ContainerReaderTests.Refused("pfr-length", CfpaPage.Parse(new byte[length]));
        ContainerReaderTests.Refused("pfr-length", CmpaPage.Parse(new byte[length]));
    }

    [Fact]
    public void Debug_rights_carry_their_inverse_and_any_other_half_is_inconsistent()
    {
        foreach (ushort rights in Enumerable.Range(0, 0x400).Select(v => (ushort)v))
        {
            var word = SocuWord.Of((SocuRights)rights);
            Assert.Equal(0xFFFFu, (word.Word & 0xFFFF) ^ (word.Word >> 16));
            Assert.Equal((SocuRights)rights, word.Rights);
            Assert.True(word.IsConsistent);
            Assert.False(new SocuWord(word.Word ^ 0x00010000).IsConsistent);
        }

        Assert.True(default(SocuWord).IsConsistent);
        Assert.False(new SocuWord(0x40).IsConsistent);
    }

    private static void Changed(ReadOnlySpan<byte> page, params (int Offset, uint Word)[] words)
    {
        var expected = new byte[PfrPage.Length];
        foreach (var (offset, word) in words)
            BinaryPrimitives.WriteUInt32LittleEndian(expected.AsSpan(offset), word);
        Assert.Equal(expected, page.ToArray());
    }
}
