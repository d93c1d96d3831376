using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Rootline.Core.Secrets;
using Rootline.Formats.Files.Keys;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Formats.Files.Keys;

/// <summary>The key files and key outputs of the reference tool.</summary>
public sealed partial class PrivateKeyVectorTests
{
    private const string Folder = "mcuboot/keys/";
    private const string Outputs = "mcuboot/keyout/";

    [VectorTheory]
    [InlineData("sign-rsa2048", KeyKind.Rsa2048)]
    [InlineData("sign-rsa3072", KeyKind.Rsa3072)]
    [InlineData("sign-p256", KeyKind.EcP256)]
    [InlineData("sign-p384", KeyKind.EcP384)]
    [InlineData("sign-ed25519", KeyKind.Ed25519)]
    [InlineData("enc-x25519", KeyKind.X25519)]
    [InlineData("pw-rsa2048", KeyKind.Rsa2048)]
    [InlineData("pw-p256", KeyKind.EcP256)]
    [InlineData("pw-p384", KeyKind.EcP384)]
    [InlineData("pw-ed25519", KeyKind.Ed25519)]
    [InlineData("pw-x25519", KeyKind.X25519)]
    public void A_key_file_is_read_and_its_public_half_is_that_of_the_reference(string name, KeyKind kind)
    {
        using var key = Read(name);

        Assert.Equal(kind, key.Kind);
        Assert.Equal(Vectors.Read($"{Outputs}{name}.pub.pem"), PublicKeyFile.Write(key.PublicKey));
        Assert.Equal(key.PublicKey.Spki.ToArray(), PublicKeyFile.Read(Vectors.Read($"{Outputs}{name}.pub.pem"), null).OrThrow().Spki.ToArray());
    }

    [VectorTheory]
    [InlineData("sign-p256-sec1", "sign-p256")]
    [InlineData("sign-p256-sec1-enc", "sign-p256")]
    [InlineData("sign-rsa2048-pkcs1", "sign-rsa2048")]
    public void Older_forms_hold_the_same_key(string older, string name)
    {
        using var one = Read(older);
        using var other = Read(name);

        Assert.Equal(other.Raw.ToArray(), one.Raw.ToArray());
    }

    [VectorTheory]
    [InlineData("sign-rsa2048.priv", "sign-rsa2048", "pkcs1")]
    [InlineData("sign-rsa2048.priv-min", "sign-rsa2048", "pkcs1-min")]
    [InlineData("sign-rsa3072.priv", "sign-rsa3072", "pkcs1")]
    [InlineData("sign-rsa3072.priv-min", "sign-rsa3072", "pkcs1-min")]
    [InlineData("sign-p256.priv", "sign-p256", "pkcs8")]
    [InlineData("sign-p256.priv-pkcs8-min", "sign-p256", "pkcs8-min")]
    [InlineData("sign-p256.priv-openssl", "sign-p256", "sec1")]
    [InlineData("sign-p256.priv-openssl-min", "sign-p256", "sec1-min")]
    [InlineData("sign-p384.priv", "sign-p384", "pkcs8")]
    [InlineData("sign-p384.priv-openssl", "sign-p384", "sec1")]
    [InlineData("enc-x25519.priv", "enc-x25519", "pkcs8")]
    public void Every_form_of_a_private_key_is_that_of_the_reference(string output, string name, string form)
    {
        using var key = Read(name);
        using var written = form switch
        {
            "pkcs1" => PrivateKeyForms.Pkcs1(key),
            "pkcs1-min" => PrivateKeyForms.MinimalPkcs1(key),
            "pkcs8" => PrivateKeyForms.Pkcs8(key),
            "pkcs8-min" => PrivateKeyForms.MinimalPkcs8(key),
            "sec1" => PrivateKeyForms.Sec1(key),
            _ => PrivateKeyForms.MinimalSec1(key),
        };

        string text = Encoding.ASCII.GetString(Vectors.Read($"{Outputs}{output}.c"));
        Assert.Equal(HexByte().Matches(text).Select(m => byte.Parse(m.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)), written.Span.ToArray());
    }

    [VectorTheory]
    [InlineData("sign-rsa2048")]
    [InlineData("sign-rsa3072")]
    [InlineData("sign-p256")]
    [InlineData("sign-p384")]
    [InlineData("sign-ed25519")]
    [InlineData("enc-x25519")]
    public void A_plain_file_is_written_as_the_reference_writes_it(string name)
    {
        using var key = Read(name);
        using var written = PrivateKeyFile.Write(key);

        Assert.Equal(Vectors.Read($"{Folder}{name}.pem"), written.Span.ToArray());
    }

    private static PrivateKey Read(string name) =>
        PrivateKeyFile.Read(Vectors.Read($"{Folder}{name}.pem"), () => Secret.CopyOf("correct horse battery"u8)).OrThrow(name);

    [GeneratedRegex("0x([0-9a-f]{2})")]
    private static partial Regex HexByte();
}
