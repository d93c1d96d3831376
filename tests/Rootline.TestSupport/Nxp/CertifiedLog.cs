using System.Buffers.Binary;
using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp.Applet;
using Rootline.Formats.Nxp.Log;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.TestSupport.Nxp;

/// <summary>
/// A card whose records hold real certificates: a vendor's chain above the chips, the OEM's key above its certificates. With a
/// seeded source the same bytes each time; with the system's as fast as the machine signs.
/// </summary>
public sealed class CertifiedLog : IDisposable
{
    private readonly EntropySource _entropy;
    private readonly P256PrivateKey _glob;
    private readonly P256PrivateKey _prod;
    private readonly P256PrivateKey _oem;
    private readonly CertificateBlob _template;

    /// <summary>Draws the keys.</summary>
    /// <param name="entropy">Where they come from.</param>
    public CertifiedLog(EntropySource entropy)
    {
        _entropy = entropy;
        _glob = P256PrivateKey.Generate(entropy);
        _prod = P256PrivateKey.Generate(entropy);
        _oem = P256PrivateKey.Generate(entropy);
        LogKey = P256PrivateKey.Generate(entropy);
        var context = new IssueContext(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), entropy);
        ProdCertificate = CertificateIssue.IssueP256("NXP PROD of the tests", _prod.PublicKey, new("NXP GLOB of the tests", _glob), context);
        GlobCertificate = CertificateIssue.IssueP256("NXP GLOB of the tests", _glob.PublicKey, new("NXP GLOB of the tests", _glob), context);
        byte[] template = CertificateIssue.IssueP256($"Device {new string('A', 32)}-BB", _oem.PublicKey, new("OEM of the tests", _oem), context);
        _template = CertificateBlob.FromCertificate(template, 0).OrThrow();
    }

    /// <summary>The id of the card in logs that are written.</summary>
    public const string CardId = "20260002";

    /// <summary>The card's log key.</summary>
    public P256PrivateKey LogKey { get; }

    /// <summary>NXP_GLOB, DER.</summary>
    public byte[] GlobCertificate { get; }

    /// <summary>NXP_PROD, DER, signed by NXP_GLOB.</summary>
    public byte[] ProdCertificate { get; }

    /// <summary>NXP_GLOB's key.</summary>
    public P256PublicKey Glob => _glob.PublicKey;

    /// <summary>NXP_PROD's key.</summary>
    public P256PublicKey Prod => _prod.PublicKey;

    /// <summary>The OEM ID key.</summary>
    public P256PublicKey Oem => _oem.PublicKey;

    /// <summary>Records with the counters 1 to <paramref name="count"/>, a chip each.</summary>
    public IReadOnlyList<AuditRecord> Records(int count, int certificates = 2, uint firstChip = 1)
    {
        List<AuditRecord> records = [];
        for (uint i = 0; i < count; i++)
            records.Add(Make(i + 1, records.LastOrDefault()?.Hash() ?? new byte[32], firstChip + i, certificates));
        return records;
    }

    /// <summary>A signed record.</summary>
    public AuditRecord Make(uint counter, byte[] startHash, uint chip, int certificates = 2, byte dieVersion = 0) => Sign(new AuditRecord(
        Die(chip, dieVersion), [.. Enumerable.Range(0, certificates).Select(i => OemCertificate(chip, (byte)i))], counter, startHash, []));

    /// <summary>The same record with a signature that fits its content.</summary>
    public AuditRecord Sign(AuditRecord record) => record with { Signature = LogKey.Sign(record.Hash(), _entropy) };

    /// <summary>A DIE certificate that NXP_PROD signed.</summary>
    public byte[] Die(uint chip, byte version = 0)
    {
        var key = Point(chip);
        return DieCertificate.Issue(new(Id(chip, 0xEC), Id(chip, 0x1D)), key, version == 0 ? default(ReadOnlyMemory<byte>?) : key, _prod, _entropy);
    }

    /// <summary>An OEM certificate that the OEM signed.</summary>
    public byte[] OemCertificate(uint chip, byte keyId) =>
        OemCertificateIssue.Issue(_template, new(Point(chip), Id(chip, 0x0E), keyId), _oem, _entropy).OrThrow();

    /// <summary>Releases the keys.</summary>
    public void Dispose()
    {
        _glob.Dispose();
        _prod.Dispose();
        _oem.Dispose();
        LogKey.Dispose();
    }

    // Nobody verifies with a chip's key here, so that any 64 bytes will do.
    private static byte[] Point(uint chip) => [.. Id(chip, 1), .. Id(chip, 2), .. Id(chip, 3), .. Id(chip, 4)];

    private static byte[] Id(uint chip, byte kind)
    {
        Span<byte> seed = stackalloc byte[5];
        BinaryPrimitives.WriteUInt32BigEndian(seed, chip);
        seed[4] = kind;
        return SHA256.HashData(seed)[..16];
    }
}
