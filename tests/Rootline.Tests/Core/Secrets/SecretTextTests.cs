using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Rootline.Core.Secrets;
using Xunit;

namespace Rootline.Tests.Core.Secrets;

public sealed class SecretTextTests
{
    [Fact]
    public void Hexadecimal_is_what_the_platform_writes_and_reads_back() => Prop.ForAll<byte[]>(bytes =>
    {
        using var text = SecretText.ToHex(bytes);
        if (Encoding.ASCII.GetString(text.Span) != Convert.ToHexStringLower(bytes))
            return false;
        using var back = SecretText.FromHex(text.Span);
        return bytes.Length == 0 ? back is null : back!.Span.SequenceEqual(bytes);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Base64_that_the_platform_writes_is_read() => Prop.ForAll<byte[]>(bytes =>
    {
        using var back = SecretText.FromBase64(Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks)));
        return bytes.Length == 0 || back!.Span.SequenceEqual(bytes);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("0g")]
    [InlineData("0 0")]
    [InlineData("0x00")]
    [InlineData("ab\u00e9f")]
    public void What_is_not_hexadecimal_is_refused(string text) => Assert.Null(SecretText.FromHex(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void White_space_around_hexadecimal_is_ignored()
    {
        using var secret = SecretText.FromHex(" 0aFF\r\n"u8);
        Assert.Equal([0x0A, 0xFF], secret!.Span.ToArray());
    }

    [Theory]
    [InlineData("****")]
    [InlineData("QUJ")]
    [InlineData("QUI=QUI=")]
    [InlineData("QUJD=")]
    public void What_is_not_base64_is_refused(string text) => Assert.Null(SecretText.FromBase64(Encoding.ASCII.GetBytes(text)));
}
