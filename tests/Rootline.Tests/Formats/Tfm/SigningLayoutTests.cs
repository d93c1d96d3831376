using System.Text;
using Rootline.Formats.Tfm;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Formats.Tfm;

/// <summary>Signing layout files of TF-M builds: the values of the samples, and what is no layout.</summary>
public sealed class SigningLayoutTests
{
    [VectorTheory]
    [InlineData("s", 0x60000u, null, null)]
    [InlineData("ns", 0x70000u, null, null)]
    [InlineData("s_ns", 0x80000u, 0x20000400u, null)]
    [InlineData("s_xip", 0x60000u, null, 0x20000u)]
    public void The_layouts_of_the_samples_give_slot_and_addresses(string name, uint slot, uint? load, uint? rom)
    {
        var layout = SigningLayout.Parse(Vectors.Read($"mcuboot/layouts/signing_layout_{name}.o")).OrThrow();
        Assert.Equal((slot, load, rom), (layout.SlotSize, layout.LoadAddress, layout.RomFixed));
        Assert.Equal(new(0, 0x60000), layout.Secure);
        Assert.Equal(new(0x60000, 0x70000), layout.NonSecure);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("0x10 + 2*3", 22)]
    [InlineData("((0x38000) + (0x38000)),", 0x70000)]
    [InlineData(" ( 7 - 3 ) * (2+1) / 4 ", 3)]
    [InlineData("-1 + +2", 1)]
    [InlineData("0o17+0b11", 18)]
    [InlineData("0x1000UL", 0x1000)]
    [InlineData("1,000", 1000)]
    public void Arithmetic_is_done_as_in_C(string expression, uint value) => Assert.Equal(value, Of($"RE_SIGN_BIN_SIZE = {expression}").SlotSize);

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("1 2")]
    [InlineData("(1")]
    [InlineData("1)")]
    [InlineData("1/0")]
    [InlineData("7/2")]
    [InlineData("1+")]
    [InlineData("0x")]
    [InlineData("0b2")]
    [InlineData("0o8")]
    [InlineData("10a")]
    [InlineData("FLASH_SIZE")]
    [InlineData("9223372036854775807+1")]
    [InlineData("99999999999999999999")]
    [InlineData("-9223372036854775807-1/-1*-1-2")]
    public void What_is_no_arithmetic_is_refused(string expression) => Refused("tfm-layout-expression", $"RE_SIGN_BIN_SIZE = {expression}");

    [Theory]
    [InlineData("0-1")]
    [InlineData("0x100000000")]
    public void A_value_that_is_no_address_is_refused(string expression) => Refused("tfm-layout-range", $"RE_IMAGE_LOAD_ADDRESS = {expression}");

    [Fact]
    public void Of_a_name_that_stands_twice_the_first_counts_and_other_lines_are_not_looked_at() =>
        Assert.Equal(2u, Of("# 1\nRE_SIGN_BIN_SIZE_OTHER = bad\nX RE_SIGN_BIN_SIZE = 9\n  RE_SIGN_BIN_SIZE=2,\r\nRE_SIGN_BIN_SIZE = bad").SlotSize);

    [Fact]
    public void A_layout_without_a_value_has_none()
    {
        var layout = Of("RE_SECURE_IMAGE_OFFSET = 0\nRE_NON_SECURE_IMAGE_MAX_SIZE = 1");
        Assert.Null(layout.SlotSize);
        Assert.Null(layout.Secure);
        Assert.Null(layout.NonSecure);
    }

    [Fact]
    public void Nesting_and_length_have_limits()
    {
        int depth = SigningLayout.MaxDepth - 1;
        Assert.Equal(1u, Of($"RE_SIGN_BIN_SIZE = {new string('(', depth)}1{new string(')', depth)}").SlotSize);
        Refused("tfm-layout-expression", $"RE_SIGN_BIN_SIZE = {new string('(', 100_000)}1");
        Refused("tfm-layout-limit", new string(' ', SigningLayout.MaxLength + 1));
    }

    private static SigningLayout Of(string text) => SigningLayout.Parse(Encoding.UTF8.GetBytes(text)).OrThrow();

    private static void Refused(string code, string text) => Assert.Equal(code, SigningLayout.Parse(Encoding.UTF8.GetBytes(text)).Fault?.Code.Id);
}
