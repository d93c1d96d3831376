using System.Text;
using Rootline.Formats.Tfm;
using Rootline.Oem.Images;
using Xunit;

namespace Rootline.Tests.Oem.Images;

/// <summary>The secure and the non-secure binary as one.</summary>
public sealed class CombinedImageTests
{
    private static readonly byte[] Secure = [1, 2, 3];
    private static readonly byte[] NonSecure = [4, 5];

    [Fact]
    public void The_binaries_stand_at_their_places_with_erased_flash_between() =>
        Assert.Equal([1, 2, 3, 0xff, 0xff, 4, 5], CombinedImage.Assemble(Layout(0, 5, 5, 2), Secure, NonSecure).OrThrow());

    [Fact]
    public void Room_before_the_secure_binary_is_erased_flash_too() =>
        Assert.Equal([0xff, 1, 2, 3, 4, 5], CombinedImage.Assemble(Layout(1, 3, 4, 9), Secure, NonSecure).OrThrow());

    [Theory]
    [InlineData(0, 2, 5, 9)]
    [InlineData(0, 5, 5, 1)]
    [InlineData(0, 5, 2, 9)]
    [InlineData(6, 5, 5, 9)]
    [InlineData(0, 5, 0xFFFFFFFF, 9)]
    public void What_does_not_fit_is_refused(uint secureAt, uint secureMost, uint otherAt, uint otherMost) =>
        Assert.Equal("tfm-layout-range", CombinedImage.Assemble(Layout(secureAt, secureMost, otherAt, otherMost), Secure, NonSecure).Fault?.Code.Id);

    [Fact]
    public void A_layout_without_places_is_refused() =>
        Assert.Equal("tfm-layout-missing", CombinedImage.Assemble(SigningLayout.Parse("RE_SIGN_BIN_SIZE = 1"u8).OrThrow(), Secure, NonSecure).Fault?.Code.Id);

    private static SigningLayout Layout(uint secureAt, uint secureMost, uint otherAt, uint otherMost) => SigningLayout.Parse(Encoding.ASCII.GetBytes(
        $"RE_SECURE_IMAGE_OFFSET = {secureAt}\nRE_SECURE_IMAGE_MAX_SIZE = {secureMost}\nRE_NON_SECURE_IMAGE_OFFSET = {otherAt}\nRE_NON_SECURE_IMAGE_MAX_SIZE = {otherMost}")).OrThrow();
}
