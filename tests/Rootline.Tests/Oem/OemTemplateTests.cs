using System.Globalization;
using System.Numerics;
using System.Security.Cryptography.X509Certificates;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Time;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp.Applet;
using Rootline.Oem.Nxp;
using Rootline.TestSupport;
using Rootline.Tests.Cards;
using Xunit;

namespace Rootline.Tests.Oem;

public sealed class OemTemplateTests : IDisposable
{
    // The names of the vectors' configurations.
    private static readonly RelativeName[] Issuer =
    [
        new("COMMON_NAME", "Big Tech Company"), new("COUNTRY_NAME", "CZ"), new("LOCALITY_NAME", "RpR"),
        new("STREET_ADDRESS", "1. maje, 1009"), new("ORGANIZATION_NAME", "BL - EP"), new("POSTAL_CODE", "756 61"),
    ];

    private static readonly OemCertificateProfile Small = new(Issuer, [new("COMMON_NAME", "Super Tech Device")], 3650);
    private readonly P256PrivateKey _key = P256PrivateKey.Generate(new SystemEntropy());

    [VectorFact]
    public void The_recorded_templates_signed_part_is_built_byte_for_byte()
    {
        var recorded = CertificateBlob.Parse(RecordedConversation.Read().First(p => p.Command is { Ins: Instruction.SetItem, P1P2: (ushort)ItemId.OemTemplate }).Command.Data).OrThrow();
        using var theirs = X509CertificateLoader.LoadCertificate(recorded.Der.Span);
        using var key = KeyFile.ReadPrivate(Vectors.Read("spsdk-tp/sample_config_data/oem_id_prk.pem")).OrThrow();
        var profile = Small with { SerialNumber = BigInteger.Parse("0" + theirs.SerialNumber, NumberStyles.HexNumber, CultureInfo.InvariantCulture) };
        var clock = new VirtualClock(new DateTimeOffset(theirs.NotBefore.ToUniversalTime(), TimeSpan.Zero));
        var ours = CertificateBlob.FromCertificate(OemTemplate.Build(profile, key, clock, new SystemEntropy()).OrThrow(), recorded.Address).OrThrow();
        Assert.Equal(Convert.ToHexString(recorded.Tbs), Convert.ToHexString(ours.Tbs));
        Assert.True(key.PublicKey.VerifyDer(ours.Tbs, ours.Signature));
        Assert.True(key.PublicKey.VerifyDer(recorded.Tbs, recorded.Signature));
    }

    [Fact]
    public void The_small_configuration_is_below_1000_bytes_and_the_big_one_is_refused()
    {
        Assert.InRange(Build(Small).OrThrow().Length, 300, 999);
        var big = Small with { Issuer = [.. Issuer, .. Enumerable.Range(0, 9).Select(i => new RelativeName("DOMAIN_COMPONENT", new string('x', 90)))] };
        Assert.Equal(AppletFaults.TooLong, Build(big).Fault!.Code);
    }

    [Fact]
    public void A_subject_without_common_name_gets_one()
    {
        using var certificate = X509CertificateLoader.LoadCertificate(Build(Small with { Subject = [new("ORGANIZATION_NAME", "Works")] }).OrThrow());
        Assert.Equal($"O=Works, CN={OemTemplate.Placeholder}", certificate.SubjectName.Decode(X500DistinguishedNameFlags.None));
        Assert.Equal(3, certificate.Version);
        Assert.Empty(certificate.Extensions);
    }

    [Fact]
    public void A_seeded_run_builds_the_same_bytes_again()
    {
        var clock = new VirtualClock(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        byte[] first = OemTemplate.Build(Small, _key, clock, new SeededEntropy(3)).OrThrow();
        Assert.Equal(first, OemTemplate.Build(Small, _key, clock, new SeededEntropy(3)).OrThrow());
        Assert.NotEqual(first, OemTemplate.Build(Small, _key, clock, new SeededEntropy(4)).OrThrow());
    }

    [Theory]
    [InlineData("NO_SUCH_NAME", "x")]
    [InlineData("COUNTRY_NAME", "CZE")]
    [InlineData("COUNTRY_NAME", "Č1")]
    [InlineData("COMMON_NAME", "")]
    [InlineData("EMAIL_ADDRESS", "ž@example.org")]
    public void A_name_that_cannot_be_encoded_is_refused(string type, string value) =>
        Assert.Equal(OemFaults.Profile, Build(Small with { Issuer = [new(type, value)] }).Fault!.Code);

    [Fact]
    public void Half_a_surrogate_pair_is_refused() =>
        Assert.Equal(OemFaults.Profile, Build(Small with { Issuer = [new("LOCALITY_NAME", new string('\ud800', 1))] }).Fault!.Code);

    [Fact]
    public void Duration_and_serial_number_have_ranges()
    {
        foreach (var profile in (OemCertificateProfile[])[
            Small with { DurationDays = 0 }, Small with { DurationDays = 10_977 }, Small with { SerialNumber = 0 }, Small with { SerialNumber = -1 },
            Small with { SerialNumber = BigInteger.One << 160 }, Small with { Subject = [new("COMMON_NAME", new string('n', 30))] }])
            Assert.Equal(OemFaults.Profile, Build(profile).Fault!.Code);
        Assert.True(Build(Small with { DurationDays = 10_976, SerialNumber = 1_234_567_890 }).Ok);
    }

    public void Dispose() => _key.Dispose();

    private Rootline.Core.Faults.Parsed<byte[]> Build(OemCertificateProfile profile) => OemTemplate.Build(profile, _key, TimeProvider.System, new SystemEntropy());
}
