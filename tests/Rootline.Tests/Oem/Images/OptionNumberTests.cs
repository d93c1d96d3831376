using Rootline.Oem.Images;
using Xunit;

namespace Rootline.Tests.Oem.Images;

/// <summary>Numbers as the original tool takes them.</summary>
public sealed class OptionNumberTests
{
    [Theory]
    [InlineData("0", 0u)]
    [InlineData("00", 0u)]
    [InlineData("42", 42u)]
    [InlineData("0x200", 0x200u)]
    [InlineData("0X2f", 0x2fu)]
    [InlineData("0o17", 15u)]
    [InlineData("0b101", 5u)]
    [InlineData(" 7 ", 7u)]
    [InlineData("1_000", 1000u)]
    [InlineData("0x_ff", 255u)]
    [InlineData("0xffffffff", uint.MaxValue)]
    public void A_number_is_read_with_its_prefix(string text, uint value) => Assert.Equal(value, OptionNumber.Parse(text).OrThrow());

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("010")]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData("0x")]
    [InlineData("0xg")]
    [InlineData("0b2")]
    [InlineData("0o8")]
    [InlineData("12a")]
    [InlineData("_1")]
    [InlineData("1_")]
    [InlineData("1__0")]
    [InlineData("4294967296")]
    [InlineData("0x1ffffffffffffffffffff")]
    public void What_is_no_number_of_32_bits_is_refused(string text) => Assert.Equal("image-number", OptionNumber.Parse(text).Fault?.Code.Id);

    [Fact]
    public void The_largest_is_taken_and_one_more_is_not()
    {
        Assert.Equal(255u, OptionNumber.Parse("255", 255).OrThrow());
        Assert.False(OptionNumber.Parse("256", 255).Ok);
    }
}
