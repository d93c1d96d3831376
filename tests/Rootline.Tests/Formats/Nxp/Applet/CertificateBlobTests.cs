using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp.Applet;
using Rootline.TestSupport;
using Rootline.Tests.Formats.Nxp.Container;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Applet;

public sealed class CertificateBlobTests
{
    [Fact]
    public void A_blob_is_the_certificate_and_twenty_six_bytes_in_their_layout()
    {
        var der = AppletSamples.Certificate($"CN={AppletSamples.NameTail}");
        var bytes = CertificateBlob.FromCertificate(der, 0x10041000).OrThrow().ToBytes();

        Assert.Equal(der, bytes[..der.Length]);
        Assert.Equal(new byte[4], bytes[der.Length..(der.Length + 4)]);
        var words = Enumerable.Range(0, 9).Select(i => (int)BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(der.Length + 4 + (2 * i)))).ToArray();
        Assert.Equal([0x00, 0x10, 0x04, 0x10], bytes[^4..]);
        Assert.Equal(der.Length + 26, bytes.Length);
        // Each offset found again by other means than the encoder's.
        Assert.Equal(AppletSamples.NameTail, Encoding.ASCII.GetString(der, words[0], words[1]));
        Assert.Equal(35, words[1]);
        Assert.Equal(TestKeys.Point("oem-id"), der[words[2]..(words[2] + 64)]);
        Assert.Equal(words[2] + 32, words[3]);
        Assert.Equal(new AsnReader(der.AsMemory(words[4]), AsnEncodingRules.DER).PeekEncodedValue().Length, words[5]);
        Assert.Equal(der.Length, words[4] + words[5]);
        Assert.Equal([0x03, (byte)(words[5] + 1), 0x00], der[(words[4] - 3)..words[4]]);
        Assert.Equal(4, words[6]);
        Assert.Equal(new AsnReader(der.AsMemory(words[6]), AsnEncodingRules.DER).PeekEncodedValue().Length, words[7]);
        Assert.Equal(der.Length, words[8]);
    }

    [Fact]
    public void A_blob_round_trips()
    {
        var bytes = AppletSamples.Template.ToBytes();

        var blob = CertificateBlob.Parse(bytes).OrThrow();

        Assert.Equal(bytes, blob.ToBytes());
        Assert.Equal(0x10040000u, blob.Address);
        using var key = TestKeys.Of("oem-id");
        Assert.Equal(TestKeys.Point("oem-id"), blob.PublicKey.ToArray());
        Assert.True(key.PublicKey.VerifyDer(blob.Tbs, blob.Signature));
    }

    [Fact]
    public void The_last_common_name_counts_and_without_one_the_end_of_the_subject()
    {
        var two = CertificateOffsets.Locate(AppletSamples.Certificate($"CN={AppletSamples.NameTail}, O=x, CN=y")).OrThrow();
        var none = AppletSamples.Certificate("O=Some company whose name is longer than the tail");
        var offsets = CertificateOffsets.Locate(none).OrThrow();

        Assert.True(two.CommonNameTail > 0);
        Assert.EndsWith("than the tail", Encoding.ASCII.GetString(none, offsets.CommonNameTail, 35), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_changed_byte_of_a_blob_is_refused_or_read_within_its_bounds()
    {
        using var key = TestKeys.Of("oem-id");
        var bytes = AppletSamples.Template.ToBytes();
        Assert.All(Mutation.ByteChanges(bytes), change =>
        {
            if (!CertificateBlob.Parse(change.Bytes).Try(out var blob, out _))
                return;
            Assert.Equal(change.Bytes, blob.ToBytes());
            Assert.Equal(64, blob.PublicKey.Length);
            OemCertificateIssue.Issue(blob, Subject, key, TestKeys.Entropy);
        });
    }

    [Fact]
    public void Every_truncation_of_a_blob_is_refused() =>
        Assert.All(Mutation.Truncations(AppletSamples.Template.ToBytes()), bytes => Assert.False(CertificateBlob.Parse(bytes).Ok));

    [Theory]
    [InlineData(26, 1)] // spare bytes
    [InlineData(22, 0)] // name before the signed part
    [InlineData(22, 0xFFFF)]
    [InlineData(20, 34)] // length of the tail
    [InlineData(18, 0)] // X before the signed part
    [InlineData(18, 0xFFFF)]
    [InlineData(16, 0)] // Y not behind X
    [InlineData(14, 4)] // signature inside the signed part
    [InlineData(14, 0xFFFF)]
    [InlineData(12, 0)] // signature that does not end the certificate
    [InlineData(12, 0xFFFF)]
    [InlineData(10, 0xFFFF)] // signed part outside
    [InlineData(8, 0xFFFF)]
    [InlineData(6, 1)] // another certificate length
    public void An_offset_outside_its_part_is_refused(int fromEnd, int value)
    {
        var bytes = AppletSamples.Template.ToBytes();
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(bytes.Length - fromEnd), (ushort)value);

        ContainerReaderTests.Refused("card-certificate-blob", CertificateBlob.Parse(bytes));
    }

    [Fact]
    public void Certificates_of_other_keys_are_refused()
    {
        using var rsa = RSA.Create(2048);
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var brainpool = ECDsa.Create(ECCurve.NamedCurves.brainpoolP256r1);

        Assert.All(
            [
                AppletSamples.SelfSigned(new CertificateRequest("CN=x", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
                AppletSamples.SelfSigned(new CertificateRequest("CN=x", p384, HashAlgorithmName.SHA256)),
                AppletSamples.SelfSigned(new CertificateRequest("CN=x", brainpool, HashAlgorithmName.SHA256)),
                new byte[70_000],
                [],
            ],
            der => ContainerReaderTests.Refused("certificate-unsuitable", CertificateBlob.FromCertificate(der, 0)));
    }

    [Fact]
    public void A_certificate_with_bytes_behind_it_is_refused()
    {
        byte[] longer = [.. AppletSamples.Certificate("CN=x"), 0];

        ContainerReaderTests.Refused("certificate-unsuitable", CertificateBlob.FromCertificate(longer, 0));
    }

    [VectorFact]
    public void A_broken_certificate_of_the_original_is_a_fault()
    {
        var der = Vectors.Read("spsdk-tp/oem_cert/broken_oem_cert_0.der");

        Assert.Equal("certificate-file", KeyFile.ReadCertificate(der).Fault?.Code.Id);
        Assert.Equal("key-file-public", KeyFile.ReadPublic(der).Fault?.Code.Id);
    }

    [VectorTheory]
    [InlineData("card2/y_oem_id_template.der.crt")]
    [InlineData("card2/x_oem_cert_1.crt")]
    [InlineData("card2/y_nxp_prod_cert.der.crt")]
    [InlineData("sample_config_data/nxp_prod_devattest_cert.crt")]
    [InlineData("cot/lpc55_devattest.crt")]
    public void Certificates_of_the_original_become_blobs_that_round_trip(string file)
    {
        var der = KeyFile.ReadCertificate(Vectors.Read($"spsdk-tp/{file}")).OrThrow();
        var blob = CertificateBlob.FromCertificate(der, 7).OrThrow();
        using var key = KeyFile.ReadPublic(der).OrThrow();

        Assert.Equal(key.Raw.ToArray(), blob.PublicKey.ToArray());
        Assert.Equal(blob.ToBytes(), CertificateBlob.Parse(blob.ToBytes()).OrThrow().ToBytes());
    }

    [VectorTheory]
    [InlineData("80da0002", 0u)] // NXP_PROD
    [InlineData("80da0100", 0x10040000u)] // templates
    [InlineData("80da0101", 0x10041000u)]
    public void The_blobs_that_the_original_sent_are_those_made_here(string command, uint address)
    {
        string line = Encoding.ASCII.GetString(Vectors.Read("spsdk-tp/traces/apdu-tpconfig-load-and-tphost-load.txt"))
            .Split('\n').First(l => l.StartsWith($"> {command}", StringComparison.Ordinal));
        var sent = Rootline.Formats.Iso7816.CommandApdu.Parse(Convert.FromHexString(line[2..].Trim())).OrThrow().Data;

        var blob = CertificateBlob.Parse(sent).OrThrow();

        Assert.Equal(address, blob.Address);
        Assert.Equal(Convert.ToHexString(sent.Span), Convert.ToHexString(CertificateBlob.FromCertificate(blob.Der, address).OrThrow().ToBytes()));
    }

    internal static OemSubject Subject => new(TestKeys.Point("oem-0"), TestKeys.Bytes("oem-uuid", 16), 2);
}
