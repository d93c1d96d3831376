using System.Text;
using Rootline.Core.Entropy;
using Rootline.Formats.Nxp.Log;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Log;

public sealed class CertificateExtractTests : IDisposable
{
    private readonly CertifiedLog _card = new(new SeededEntropy(47));

    public void Dispose() => _card.Dispose();

    [Fact]
    public void Names_and_encodings_are_the_originals()
    {
        var record = _card.Make(1234567, new byte[32], chip: 1);
        var files = CertificateExtract.Of(record with { Counter = 12 }, new()).ToList();
        Assert.Equal(["device_000012_identity_cert.bin", "device_000012_device_cert_0.cer", "device_000012_device_cert_1.cer"], files.Select(f => f.Name));
        Assert.Equal(record.NxpCertificate, files[0].Bytes);
        Assert.Equal([false, true, true], files.Select(f => f.IsOem));
        string pem = Encoding.ASCII.GetString(files[1].Bytes);
        string[] lines = pem.Split('\n');
        Assert.Equal("-----BEGIN CERTIFICATE-----", lines[0]);
        Assert.Equal("-----END CERTIFICATE-----", lines[^1]);
        Assert.All(lines[1..^2], l => Assert.Equal(64, l.Length));
        Assert.InRange(lines[^2].Length, 1, 64);
        Assert.DoesNotContain('\r', pem);
        Assert.Equal(record.OemCertificates[0], Convert.FromBase64String(string.Concat(lines[1..^1])));
        Assert.StartsWith("device_1234567_", CertificateExtract.Of(record, new()).First().Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Kinds_and_places_are_chosen_and_the_first_place_is_not_all_of_them()
    {
        var record = _card.Make(3, new byte[32], chip: 1, certificates: 4);
        Assert.Equal(["device_000003_identity_cert.bin"], Names(record, new() { Oem = false }));
        Assert.Equal(4, Names(record, new() { Nxp = false }).Count);
        foreach (int place in Enumerable.Range(0, 4))
            Assert.Equal([$"device_000003_device_cert_{place}.cer"], Names(record, new() { Nxp = false, Index = place }));
        Assert.Empty(Names(_card.Make(1, new byte[32], 1, certificates: 1), new() { Nxp = false, Index = 1 }));
        Assert.Equal(record.OemCertificates[2], CertificateExtract.Of(record, new() { Nxp = false, Index = 2, Pem = false }).Single().Bytes);
    }

    private static List<string> Names(AuditRecord record, ExtractChoice choice) => [.. CertificateExtract.Of(record, choice).Select(f => f.Name)];
}
