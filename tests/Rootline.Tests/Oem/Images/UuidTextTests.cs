using Rootline.Oem.Images;
using Xunit;

namespace Rootline.Tests.Oem.Images;

/// <summary>Vendor and class ids, given and made of names.</summary>
public sealed class UuidTextTests
{
    [Theory]
    [InlineData("12345678-1234-5678-1234-567812345678", "12345678123456781234567812345678")]
    [InlineData("0123456789abcdef0123456789ABCDEF", "0123456789abcdef0123456789abcdef")]
    // The standard's own example (RFC 9562, A.4).
    [InlineData("www.example.com", "2ed6657de927568b95e12665a8aea6a2")]
    public void A_vendor_id_is_read_or_made_of_a_name(string text, string id) => Assert.Equal(id, Convert.ToHexStringLower(UuidText.Vendor(text).OrThrow()));

    [Theory]
    [InlineData("1234567-81234-5678-1234-567812345678")]
    [InlineData("12345678-1234-5678-1234-56781234567g")]
    [InlineData("123456781234567812345678123456781")]
    public void What_only_looks_like_a_uuid_is_a_name(string text) => Assert.Equal(0x50, UuidText.Vendor(text).OrThrow()[6] & 0xF0);

    [Fact]
    public void A_class_name_depends_on_the_vendor()
    {
        byte[] vendor = UuidText.Vendor("www.example.com").OrThrow();
        byte[] other = UuidText.Vendor("other.example.com").OrThrow();
        Assert.NotEqual(UuidText.Class("board", vendor).OrThrow(), UuidText.Class("board", other).OrThrow());
        Assert.Equal("image-uuid", UuidText.Class("board", null).Fault?.Code.Id);
        Assert.Equal(new byte[16], UuidText.Class(new string('0', 32), null).OrThrow());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    [InlineData("\ud800")]
    public void A_name_that_cannot_be_printed_is_refused(string text) => Assert.Equal("image-uuid", UuidText.Vendor(text).Fault?.Code.Id);
}
