using System.Security.Cryptography.X509Certificates;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp.Applet;
using Rootline.TestSupport;
using Rootline.Tests.Formats.Nxp.Container;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Applet;

public sealed class OemCertificateIssueTests
{
    [Fact]
    public void Issued_certificates_are_valid_for_every_usual_length_of_the_signature()
    {
        using var signer = TestKeys.Of("oem-id");
        var template = AppletSamples.Template;
        var seen = new HashSet<int>();
        for (int i = 0; !seen.IsSupersetOf((int[])[70, 71, 72]); i++)
        {
            Assert.True(i < 200, "200 signatures did not have all usual lengths");
            var subject = new OemSubject(TestKeys.Point($"oem-{i}"), TestKeys.Bytes($"uuid-{i}", 16), (byte)(i % 4));

            var der = OemCertificateIssue.Issue(template, subject, signer, TestKeys.Entropy).OrThrow();

            Accepted(der, subject);
            var blob = CertificateBlob.FromCertificate(der, 0).OrThrow();
            Assert.True(signer.PublicKey.VerifyDer(blob.Tbs, blob.Signature));
            Assert.Equal(template.Offsets with { SignatureLength = blob.Offsets.SignatureLength }, blob.Offsets);
            seen.Add(blob.Offsets.SignatureLength);
        }
    }

    [Theory]
    [InlineData(0x00, "-00")]
    [InlineData(0x10, "-10")]
    [InlineData(0x20, "-20")]
    public void The_common_name_ends_with_the_uuid_and_the_key_id_in_lower_case(byte keyId, string end)
    {
        var subject = new OemSubject(TestKeys.Point("oem-0"), Convert.FromHexString("00112233445566778899AABBCCDDEEFF"), keyId);

        Assert.Equal("00112233445566778899aabbccddeeff" + end, subject.CommonNameTail);
    }

    [Fact]
    public void Everything_but_key_name_and_signature_stays_as_the_template_has_it()
    {
        using var signer = TestKeys.Of("oem-id");
        var template = AppletSamples.Template;
        var der = OemCertificateIssue.Issue(template, CertificateBlobTests.Subject, signer, TestKeys.Entropy).OrThrow();
        var offsets = template.Offsets;

        var changed = Enumerable.Range(4, offsets.Signature - 7).Where(i => der[i] != template.Der.Span[i]);

        Assert.All(changed, i => Assert.True(
            (i >= offsets.X && i < offsets.X + 64) || (i >= offsets.CommonNameTail && i < offsets.CommonNameTail + 35), $"offset {i}"));
    }

    [Fact]
    public void A_template_of_another_outer_form_is_refused()
    {
        using var signer = TestKeys.Of("oem-id");
        var template = AppletSamples.Template;
        CertificateBlob With(int offset, byte value)
        {
            var der = template.Der.ToArray();
            der[offset] = value;
            return template with { Der = der };
        }

        CertificateBlob[] wrong =
        [
            With(0, 0x31),
            With(1, 0x81),
            With(template.Offsets.Signature - 3, 0x04),
            With(template.Offsets.Signature - 2, 0x10),
            With(template.Offsets.Signature - 1, 0x01),
            template with { Offsets = template.Offsets with { Tbs = 3 } },
        ];

        Assert.All(wrong, t => ContainerReaderTests.Refused("card-certificate-blob", OemCertificateIssue.Issue(t, CertificateBlobTests.Subject, signer, TestKeys.Entropy)));
    }

    [VectorFact]
    public void The_template_of_the_original_is_issued()
    {
        using var signer = KeyFile.ReadPrivate(Vectors.Read("spsdk-tp/card2/y_oem_id_prk.pem")).OrThrow();
        var template = CertificateBlob.FromCertificate(Vectors.Read("spsdk-tp/card2/y_oem_id_template.der.crt"), 0).OrThrow();

        var der = OemCertificateIssue.Issue(template, CertificateBlobTests.Subject, signer, TestKeys.Entropy).OrThrow();

        Accepted(der, CertificateBlobTests.Subject);
        var blob = CertificateBlob.FromCertificate(der, 0).OrThrow();
        Assert.True(signer.PublicKey.VerifyDer(blob.Tbs, blob.Signature));
        Assert.InRange(der.Length, 422, 427);
    }

    private static void Accepted(byte[] der, OemSubject subject)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(der);
        Assert.EndsWith(subject.CommonNameTail, certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false), StringComparison.Ordinal);
        using var key = certificate.GetECDsaPublicKey()!;
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        Assert.Equal(subject.Key.ToArray(), (byte[])[.. q.X!, .. q.Y!]);
        Assert.Equal(der, certificate.RawData);
    }
}
