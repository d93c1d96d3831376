using System.Security.Cryptography;
using System.Text;
using Rootline.Core.Faults;
using Rootline.Formats.Files;
using Rootline.TestSupport;
using Rootline.Tests.Formats.Nxp;
using Rootline.Tests.Formats.Nxp.Container;
using Xunit;

namespace Rootline.Tests.Formats.Files;

public sealed class KeyFileTests
{
    private static readonly byte[] Kek = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(TestKeys.Bytes("kek", 32)));

    [Theory]
    [InlineData("pkcs8 pem")]
    [InlineData("sec1 pem")]
    [InlineData("pkcs8 der")]
    [InlineData("sec1 der")]
    [InlineData("pkcs8 pem with text around and crlf")]
    [InlineData("parameters before sec1 pem")]
    public void A_private_key_is_read_in_every_usual_form(string form)
    {
        using var expected = TestKeys.Of("file");

        using var key = KeyFile.ReadPrivate(PrivateFile(form)).OrThrow();
        using var half = KeyFile.ReadPublic(PrivateFile(form)).OrThrow();

        Assert.Equal(expected.Scalar.ToArray(), key.Scalar.ToArray());
        Assert.Equal(expected.PublicKey.Raw.ToArray(), half.Raw.ToArray());
    }

    [Theory]
    [InlineData("pem")]
    [InlineData("der")]
    [InlineData("raw 64")]
    [InlineData("raw 65")]
    [InlineData("certificate pem")]
    [InlineData("certificate der")]
    public void A_public_key_is_read_in_every_usual_form(string form)
    {
        using var expected = TestKeys.Of("oem-id");
        var certificate = AppletSamples.Certificate("CN=file");
        var file = form switch
        {
            "pem" => KeyFile.WritePublic(expected.PublicKey),
            "der" => expected.PublicKey.ToSpki(),
            "raw 64" => expected.PublicKey.Raw.ToArray(),
            "raw 65" => [4, .. expected.PublicKey.Raw],
            "certificate pem" => Encoding.ASCII.GetBytes(PemEncoding.WriteString("CERTIFICATE", certificate)),
            _ => certificate,
        };

        using var key = KeyFile.ReadPublic(file).OrThrow();

        Assert.Equal(expected.PublicKey.Raw.ToArray(), key.Raw.ToArray());
    }

    [Fact]
    public void Files_of_other_kinds_have_their_fault()
    {
        using var key = TestKeys.Of("file");
        byte[] publicPem = KeyFile.WritePublic(key.PublicKey), certificate = AppletSamples.Certificate("CN=file");
        byte[] offCurve = [.. key.PublicKey.Raw[..63], (byte)(key.PublicKey.Raw[63] ^ 1)];
        byte[][] neither = [[], [0x30], "text"u8.ToArray(), new byte[32], .. Foreign(), Encoding.ASCII.GetBytes("-----BEGIN PRIVATE KEY-----\n!!!\n-----END PRIVATE KEY-----\n")];

        Assert.All([publicPem, certificate, .. neither], file => ContainerReaderTests.Refused("key-file-private", KeyFile.ReadPrivate(file)));
        Assert.All([offCurve, new byte[64], .. neither], file => ContainerReaderTests.Refused("key-file-public", KeyFile.ReadPublic(file)));
        Assert.All([publicPem, [.. certificate, 0], .. neither], file => ContainerReaderTests.Refused("certificate-file", KeyFile.ReadCertificate(file)));
    }

    [Fact]
    public void A_key_whose_curve_is_spelt_out_is_a_fault()
    {
        using var platform = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parameters = platform.ExportExplicitParameters(includePrivateParameters: true);
        using var explicitly = ECDsa.Create(parameters);

        ContainerReaderTests.Refused("key-file-private", KeyFile.ReadPrivate(explicitly.ExportPkcs8PrivateKey()));
        ContainerReaderTests.Refused("key-file-public", KeyFile.ReadPublic(explicitly.ExportSubjectPublicKeyInfo()));
    }

    [Fact]
    public void A_key_of_a_curve_that_nobody_knows_is_a_fault()
    {
        using var key = TestKeys.Of("file");
        using var pkcs8 = key.ToPkcs8();
        byte[] secretKey = pkcs8.Span.ToArray(), publicKey = key.PublicKey.ToSpki();
        ReadOnlySpan<byte> curve = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07];
        secretKey[secretKey.AsSpan().IndexOf(curve) + 7] = 0x51;
        publicKey[publicKey.AsSpan().IndexOf(curve) + 7] = 0x51;

        ContainerReaderTests.Refused("key-file-private", KeyFile.ReadPrivate(secretKey));
        ContainerReaderTests.Refused("key-file-public", KeyFile.ReadPublic(publicKey));
    }

    [Fact]
    public void A_certificate_is_read_from_pem_and_der_to_the_same_bytes()
    {
        var der = AppletSamples.Certificate("CN=file");

        Assert.Equal(der, KeyFile.ReadCertificate(der).OrThrow());
        Assert.Equal(der, KeyFile.ReadCertificate(Encoding.ASCII.GetBytes(PemEncoding.WriteString("CERTIFICATE", der))).OrThrow());
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("", "\n")]
    [InlineData("", "\r\n")]
    [InlineData(" \t", " \n\n")]
    public void A_key_encryption_key_is_read_with_white_space_around_it(string before, string after)
    {
        using var kek = KeyFile.ReadKek([.. Encoding.ASCII.GetBytes(before), .. Kek, .. Encoding.ASCII.GetBytes(after)]).OrThrow();

        Assert.Equal(TestKeys.Bytes("kek", 32), kek.Span.ToArray());
        using var upper = KeyFile.ReadKek(Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(Kek).ToUpperInvariant())).OrThrow();
        Assert.True(upper.FixedTimeEquals(kek.Span));
    }

    [Fact]
    public void A_wrong_key_encryption_key_is_a_fault_that_does_not_show_it()
    {
        string text = Encoding.ASCII.GetString(Kek);
        string[] wrong = ["", text[2..], text[1..], text + "00", text[..32] + "\n" + text[32..], "g" + text[1..], "0x" + text];

        Assert.All(wrong, file => NoContent(KeyFile.ReadKek(Encoding.ASCII.GetBytes(file)).Fault, "kek-file", text));
    }

    [Fact]
    public void Faults_of_damaged_key_files_never_show_their_content()
    {
        string text = Encoding.ASCII.GetString(PrivateFile("pkcs8 pem"));
        string body = text.Split('\n')[1];
        byte[] damaged = Encoding.ASCII.GetBytes(text.Replace("MIG", "MIH", StringComparison.Ordinal));

        NoContent(KeyFile.ReadPrivate(damaged).Fault, "key-file-private", body);
        NoContent(KeyFile.ReadPublic(damaged).Fault, "key-file-public", body);
        NoContent(KeyFile.ReadCertificate(damaged).Fault, "certificate-file", body);
        NoContent(KeyFile.ReadKek(damaged).Fault, "kek-file", body);
    }

    [Fact]
    public void Written_files_are_those_of_the_platform_in_64_columns()
    {
        using var key = TestKeys.Of("file");
        using var pkcs8 = key.ToPkcs8();
        using var written = KeyFile.WritePrivate(key);

        Assert.Equal(PemEncoding.WriteString("PRIVATE KEY", pkcs8.Span) + "\n", Encoding.ASCII.GetString(written.Span));
        Assert.Equal(PemEncoding.WriteString("PUBLIC KEY", key.PublicKey.ToSpki()) + "\n", Encoding.ASCII.GetString(KeyFile.WritePublic(key.PublicKey)));
        using var again = KeyFile.ReadPrivate(written.Span).OrThrow();
        Assert.Equal(key.Scalar.ToArray(), again.Scalar.ToArray());
    }

    [VectorFact]
    public void Key_files_of_openssl_are_written_as_they_were_read()
    {
        byte[] secretFile = Vectors.Read("spsdk-tp/sample_config_data/oem_id_prk.pem"), publicFile = Vectors.Read("spsdk-tp/sample_config_data/oem_id_puk.pem");
        using var key = KeyFile.ReadPrivate(secretFile).OrThrow();
        using var half = KeyFile.ReadPublic(publicFile).OrThrow();
        using var written = KeyFile.WritePrivate(key);

        Assert.Equal(key.PublicKey, half);
        Assert.Equal(secretFile, written.Span.ToArray());
        Assert.Equal(publicFile, KeyFile.WritePublic(half));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(47)]
    [InlineData(48)]
    [InlineData(49)]
    [InlineData(96)]
    [InlineData(1000)]
    public void A_pem_block_of_any_length_has_lines_of_64_columns_and_is_read_back(int length)
    {
        var content = TestKeys.Bytes("pem", length);

        using var text = PemText.Encode("SOME THING", content);
        var lines = Encoding.ASCII.GetString(text.Span).Split('\n');
        var (label, der) = PemText.Decode(text.Span, "OTHER", "SOME THING")!.Value;

        Assert.Equal(("-----BEGIN SOME THING-----", "-----END SOME THING-----", ""), (lines[0], lines[^2], lines[^1]));
        Assert.All(lines.Skip(1).SkipLast(3), line => Assert.Equal(64, line.Length));
        Assert.Equal("SOME THING", label);
        Assert.Equal(content, der.Span.ToArray());
        der.Dispose();
    }

    // Keys of other kinds, and an encrypted one.
    private static IEnumerable<byte[]> Foreign()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        using var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        yield return Encoding.ASCII.GetBytes(p384.ExportPkcs8PrivateKeyPem());
        yield return Encoding.ASCII.GetBytes(p384.ExportSubjectPublicKeyInfoPem());
        yield return p384.ExportECPrivateKey();
        yield return rsa.ExportPkcs8PrivateKey();
        yield return rsa.ExportSubjectPublicKeyInfo();
        yield return Encoding.ASCII.GetBytes(p256.ExportEncryptedPkcs8PrivateKeyPem("password", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000)));
    }

    private static byte[] PrivateFile(string form)
    {
        using var key = TestKeys.Of("file");
        using var platform = ECDsa.Create();
        using var pkcs8 = key.ToPkcs8();
        platform.ImportPkcs8PrivateKey(pkcs8.Span, out _);
        return form switch
        {
            "pkcs8 pem" => Encoding.ASCII.GetBytes(platform.ExportPkcs8PrivateKeyPem()),
            "sec1 pem" => Encoding.ASCII.GetBytes(platform.ExportECPrivateKeyPem()),
            "pkcs8 der" => platform.ExportPkcs8PrivateKey(),
            "sec1 der" => platform.ExportECPrivateKey(),
            "parameters before sec1 pem" => Encoding.ASCII.GetBytes(
                "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + platform.ExportECPrivateKeyPem()),
            _ => Encoding.ASCII.GetBytes("Key of a test\r\n" + platform.ExportPkcs8PrivateKeyPem().Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\nend"),
        };
    }

    private static void NoContent(Fault? fault, string code, string content)
    {
        Assert.Equal(code, fault?.Code.Id);
        string shown = $"{fault} {fault!.What} {fault.Next} {fault.VendorCode}";
        for (int i = 0; i + 8 <= content.Length; i++)
            Assert.DoesNotContain(content.Substring(i, 8), shown, StringComparison.OrdinalIgnoreCase);
    }
}
