using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Rootline.Cli.Config;
using Xunit;

namespace Rootline.Tests.Cli.Config;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1_000_000", 1_000_000)]
    [InlineData("0x1004_0000", 0x1004_0000)]
    [InlineData("0X10", 16)]
    [InlineData("0b1010_0101", 0xA5)]
    [InlineData("0o17", 15)]
    [InlineData("5u", 5)]
    [InlineData("0x10UL", 16)]
    [InlineData("7l", 7)]
    [InlineData(" 12 ", 12)]
    public void A_number_is_read_in_every_spelling_of_the_original(string text, long value) =>
        Assert.Equal(value, NumberText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("0x")]
    [InlineData("0xg")]
    [InlineData("0b2")]
    [InlineData("0o8")]
    [InlineData("12a")]
    [InlineData("_1")]
    [InlineData("1_")]
    [InlineData("u")]
    [InlineData("5uu")]
    [InlineData("017")]
    [InlineData("yes")]
    public void Anything_else_is_no_number(string text) => Assert.Null(NumberText.Parse(text));

    [Fact]
    public void A_number_of_thousands_of_digits_is_not_computed() => Assert.Null(NumberText.Parse(new string('9', ConfigLimits.NumberLength + 1)));

    [Fact]
    public void Hexadecimal_and_decimal_mean_the_same_number() =>
        Prop.ForAll<ulong>(n => NumberText.Parse($"0x{n:X}") == new BigInteger(n) && NumberText.Parse($"{n}") == new BigInteger(n)).QuickCheckThrowOnFailure();
}
