using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Formats.Nxp.Applet;
using Rootline.Formats.Nxp.Log;
using Rootline.Formats.Nxp.Trust;
using Rootline.Ledger.Sqlite;

namespace Rootline.Bench.Logs;

/// <summary>
/// A large audit log as a card would sign it: a true chain, true signatures with one log key, a DIE certificate for each chip
/// signed with one production key, two OEM certificates for each chip signed with one OEM key.
/// </summary>
internal sealed class LogGenerator : IDisposable
{
    private const int CertificatesEach = 2;
    private const int KeyPool = 64;
    private const string NameTail = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-BB";

    // Signed by the platform, a hundred times faster than with nonces that are a function of a seed.
    private readonly SystemEntropy _entropy = new();
    private readonly P256PrivateKey _log;
    private readonly P256PrivateKey _production;
    private readonly P256PrivateKey _oem;
    private readonly ReadOnlyMemory<byte>[] _points;
    private readonly CertificateBlob _template;

    public LogGenerator()
    {
        (_log, _production, _oem) = (P256PrivateKey.Generate(_entropy), P256PrivateKey.Generate(_entropy), P256PrivateKey.Generate(_entropy));
        _points = [.. Enumerable.Range(0, KeyPool).Select(_ => Point())];
        _template = CertificateBlob.FromCertificate(Template(), 0x10040000).OrThrow();
    }

    /// <summary>The public half of the log key.</summary>
    public P256PublicKey LogKey => _log.PublicKey;

    /// <summary>Writes a log as the original does.</summary>
    /// <param name="path">The file; must not exist.</param>
    /// <param name="records">How many records.</param>
    public void Write(string path, int records)
    {
        using var database = SqliteConnection.Open(path, new() { Access = SqliteAccess.Create });
        database.Execute("PRAGMA synchronous = OFF");
        database.Execute("CREATE TABLE records (id integer PRIMARY KEY, nxp_cert blob, oem_cert_0 blob, oem_cert_1 blob, oem_cert_2 blob, oem_cert_3 blob, prod_counter blob, start_hash blob, signature blob)");
        database.Execute("CREATE TABLE properties (id integer PRIMARY KEY, version integer, tp_device_id text)");
        database.Execute("INSERT INTO properties VALUES (1, 2, '4711')");
        database.Execute("BEGIN");
        using (var insert = database.Prepare("INSERT INTO records VALUES (NULL, ?, ?, ?, NULL, NULL, ?, ?, ?)"))
        {
            byte[] hash = new byte[AuditLimits.HashLength];
            for (uint counter = 1; counter <= records; counter++)
            {
                var record = Record(counter, hash);
                hash = record.Hash();
                var signed = record with { Signature = _log.SignDer(hash, _entropy) };
                insert.Bind(1, signed.NxpCertificate).Bind(2, signed.OemCertificates[0]).Bind(3, signed.OemCertificates[1])
                    .Bind(4, signed.CounterBytes).Bind(5, signed.StartHash).Bind(6, signed.Signature).Run();
            }
        }

        database.Execute("COMMIT");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _log.Dispose();
        _production.Dispose();
        _oem.Dispose();
    }

    private AuditRecord Record(uint counter, byte[] startHash)
    {
        var identity = new DieIdentity(_entropy.Bytes(DieCertificate.IdLength), _entropy.Bytes(DieCertificate.IdLength));
        byte[] die = DieCertificate.Issue(identity, _points[counter % KeyPool], null, _production, _entropy);
        var certificates = new List<byte[]>();
        for (byte id = 0; id < CertificatesEach; id++)
        {
            var subject = new OemSubject(_points[(counter + id + 1) % KeyPool], identity.Uuid, id);
            certificates.Add(OemCertificateIssue.Issue(_template, subject, _oem, _entropy).OrThrow());
        }

        return new(die, certificates, counter, startHash, []);
    }

    private ReadOnlyMemory<byte> Point()
    {
        using var key = P256PrivateKey.Generate(_entropy);
        return key.PublicKey.Raw.ToArray();
    }

    private byte[] Template()
    {
        using var pkcs8 = _oem.ToPkcs8();
        using var platform = ECDsa.Create();
        platform.ImportPkcs8PrivateKey(pkcs8.Span, out _);
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var certificate = new CertificateRequest($"O=Bench, CN=device {NameTail}", platform, HashAlgorithmName.SHA256).CreateSelfSigned(start, start.AddYears(10));
        return certificate.RawData;
    }
}
