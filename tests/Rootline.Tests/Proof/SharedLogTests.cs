using Rootline.Core.Crypto;
using Rootline.Core.Disks;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp.Log;
using Rootline.Ledger.Log;
using Rootline.Proof.Log;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Proof;

/// <summary>The original's own logs, with the outcomes that their README gives.</summary>
public sealed class SharedLogTests
{
    private static readonly string[] Hashes =
    [
        "c0633db12be87e101b3b65bb084d68f12f4bacc30272a49f639802c2c2570f5e",
        "d661292595f4349e9af1d040982fc5d28f5b5b2ac626518acd14f64c3bf6f2f4",
        "801d1739b7999bdc17bf7b1cee7a6641ad9bd6bcec0b81b96fb32b2acb5f550e",
        "f3bcd7e6b414109e82bee32273ba3e23d9f0b21b56631f66fd68c1fcaf4190f3",
    ];

    [VectorTheory]
    [InlineData("audit_log", 2, "1234")]
    [InlineData("audit_log_v1", 1, null)]
    public void The_originals_log_verifies(string folder, int version, string? card)
    {
        using var log = Open(folder);
        Assert.Equal((version, card), (log.Version, log.CardId));
        Assert.Equal(Hashes, log.Rows().Select(r => Convert.ToHexStringLower(r.Hash())));
        Assert.All(log.Rows(), r => Assert.Equal(4, r.ToRecord().OrThrow().OemCertificates.Count));
        using var key = Key(folder);
        var verdict = LogVerifier.Verify(log, new() { Key = key, ExpectCounter = 4, Quota = 4 });
        Assert.True(verdict.Ok, string.Join('\n', verdict.Faults));
        Assert.Equal((4, 4), (verdict.Records, verdict.Verified));
    }

    [VectorFact]
    public void Reading_leaves_the_file_and_its_folder_as_they_are()
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("log.db");
        File.WriteAllBytes(path, Vectors.Read("spsdk-tp/audit_log/tp_audit_log.db"));
        using (var log = LogReader.Open(path, new OsDisk()))
            Assert.Equal(4, log.Rows().Count());
        Assert.Equal([path], Directory.GetFiles(folder.Folder));
        Assert.Equal(Vectors.Read("spsdk-tp/audit_log/tp_audit_log.db"), File.ReadAllBytes(path));
    }

    [VectorFact]
    public void Every_changed_byte_is_found_in_its_row()
    {
        using var key = Key("audit_log");
        LogTampering.BytesOfSingleRows(Rows(), key);
    }

    [VectorFact]
    public void Emptied_columns_and_every_changed_order_of_rows_are_found_and_named()
    {
        using var key = Key("audit_log");
        LogTampering.Emptying(Rows(), key);
        LogTampering.Order(Rows(), key);
    }

    [VectorFact]
    public void A_certificate_that_is_none_is_found()
    {
        using var key = Key("audit_log");
        var rows = Rows();
        var broken = LogValue.Blob(Vectors.Read("spsdk-tp/oem_cert/broken_oem_cert_0.der"));
        rows[2] = rows[2] with { OemCertificates = [.. rows[2].OemCertificates.Take(3), broken] };
        Assert.Contains(LogVerifier.Verify(rows, new() { Key = key }).Faults, f => f is { Row: 3, Kind: LogFaultKind.Content });
    }

    [VectorFact]
    public void An_export_of_the_originals_log_holds_the_same_rows()
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("export.db");
        using (var log = Open("audit_log"))
            Assert.Equal(4, LogExport.Write(log, path, new OsDisk()));
        using var export = LogReader.Open(path, new OsDisk());
        Assert.Equal("1234", export.CardId);
        Assert.Equal(Hashes, export.Rows().Select(r => Convert.ToHexStringLower(r.Hash())));
    }

    private static List<LogRow> Rows()
    {
        using var log = Open("audit_log");
        return [.. log.Rows()];
    }

    private static LogReader Open(string folder) =>
        LogReader.Open(Path.Combine(Vectors.Folder!, "spsdk-tp", folder, "tp_audit_log.db"), new OsDisk());

    private static P256PublicKey Key(string folder) =>
        KeyFile.ReadPublic(Vectors.Read($"spsdk-tp/{folder}/oem_log_puk.pub")).OrThrow();
}
