using FsCheck;
using FsCheck.Fluent;
using Rootline.Oem.Custody.References;
using Rootline.Tests.Formats.Nxp.Container;
using Xunit;

namespace Rootline.Tests.Oem.Custody;

public sealed class KeyReferenceTests
{
    [Theory]
    [InlineData("key.pem", "key.pem", null)]
    [InlineData("odd?name&x=%zz.pem", "odd?name&x=%zz.pem", null)]
    [InlineData("C:/key.pem", "C:/key.pem", null)]
    [InlineData("file:key.pem", "key.pem", null)]
    [InlineData("file:a%20b.pem?password-source=pw.txt", "a b.pem", "pw.txt")]
    [InlineData("file:key.pem?password-source=env:KEY_PASSWORD", "key.pem", "env:KEY_PASSWORD")]
    [InlineData("file:key.pem?password-source=file:///etc/pw", "key.pem", "/etc/pw")]
    public void A_file_is_named_by_its_path_or_by_a_uri(string text, string path, string? password)
    {
        var file = Assert.IsType<FileReference>(KeyReference.Parse(text).OrThrow());

        Assert.Equal((path, password), (file.Path, file.Password?.ToString()));
    }

    [Fact]
    public void A_program_is_named_with_its_arguments_one_by_one()
    {
        var program = Assert.IsType<ProgramReference>(KeyReference.Parse("program:/opt/sign%20it?arg=--slot&arg=3%264&public-key=pub.pem&seconds=5").OrThrow());

        Assert.Equal(("/opt/sign it", "pub.pem", TimeSpan.FromSeconds(5)), (program.Command, program.PublicKey, program.Limit));
        Assert.Equal(["--slot", "3&4"], program.Arguments);
    }

    [Fact]
    public void A_token_key_is_named_as_rfc_7512_does()
    {
        var token = Assert.IsType<TokenReference>(KeyReference.Parse(
            "pkcs11:token=My%20token;manufacturer=M;model=X;serial=12;object=signer;id=%01%FF;type=private?module-path=/lib/m.so&pin-source=file:/run/pin").OrThrow());

        Assert.Equal(("My token", "M", "X", "12", "signer"), (token.Token, token.Manufacturer, token.Model, token.Serial, token.KeyName));
        Assert.Equal([1, 0xFF], token.Id!);
        Assert.Equal(("/lib/m.so", new SecretSource("/run/pin", false)), (token.ModulePath, token.PinSource));
    }

    [Theory]
    [InlineData("")]
    [InlineData("file:")]
    [InlineData("file:key.pem?other=1")]
    [InlineData("file:key.pem?password-source=a&password-source=b")]
    [InlineData("file:key.pem?password-source=|cat pin")]
    [InlineData("file:key.pem?password-source=env:")]
    [InlineData("file:%zz")]
    [InlineData("file:a%0")]
    [InlineData("program:?public-key=a")]
    [InlineData("program:signer?public-key=a")]
    [InlineData("program:./signer")]
    [InlineData("program:./signer?public-key=a&public-key=b")]
    [InlineData("program:./signer?public-key=")]
    [InlineData("program:./signer?public-key=a&seconds=0")]
    [InlineData("program:./signer?public-key=a&seconds=3601")]
    [InlineData("program:./signer?public-key=a&shell=yes")]
    [InlineData("program:./signer?public-key=a&arg=x%00y")]
    [InlineData("pkcs11:token=t?module-path=/m.so")]
    [InlineData("pkcs11:token=t;object=o")]
    [InlineData("pkcs11:token=t;object=o?module-path=")]
    [InlineData("pkcs11:token=t;token=u;object=o?module-path=/m.so")]
    [InlineData("pkcs11:token=t;object=o;type=cert?module-path=/m.so")]
    [InlineData("pkcs11:token=t;object=o;id=?module-path=/m.so")]
    [InlineData("pkcs11:object=o;colour=red?module-path=/m.so")]
    [InlineData("pkcs11:object=o?module-path=/m.so&module-path=/n.so")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMII")]
    public void What_is_no_reference_is_refused(string text) => ContainerReaderTests.Refused("key-reference", KeyReference.Parse(text));

    [Theory]
    [InlineData("pkcs11:token=t;object=o?module-path=/m.so&pin-value=1234")]
    [InlineData("file:key.pem?password=1234")]
    public void A_secret_in_a_reference_is_refused_and_not_repeated(string text)
    {
        var fault = KeyReference.Parse(text).Fault!;

        Assert.Equal("key-reference-secret", fault.Code.Id);
        Assert.DoesNotContain("1234", $"{fault.What} {fault.Next}", StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_makes_the_reader_fall()
    {
        var schemes = Gen.Elements("file:", "program:./p?public-key=k&", "pkcs11:object=o?module-path=/m&", "pkcs11:", "");
        var texts = Gen.Zip(schemes, ArbMap.Default.GeneratorFor<string>()).Select(t => t.Item1 + t.Item2);
        Prop.ForAll(texts.ToArbitrary(), t => KeyReference.Parse(t).Ok || KeyReference.Parse(t).Fault is not null).QuickCheckThrowOnFailure();
    }
}
