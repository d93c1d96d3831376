using System.Globalization;
using System.Text.Json;
using Rootline.Core.Disks;
using Rootline.Ledger.Station;
using Rootline.Cli.Frame;
using Rootline.TestSupport;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Peers.Cli;

/// <summary>Signatures of device records, checked by a stranger with what docs/formats/log.md says.</summary>
public sealed class RecordSignatureTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ProgramFact("openssl", "sha256sum")]
    public void Openssl_verifies_the_signature_of_an_exported_record()
    {
        OpenSsl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "record.pem");
        OpenSsl("pkey", "-in", "record.pem", "-pubout", "-out", "record-pub.pem");
        using (var signer = ContextAsker.Desk(CliRun.Context(_folder.Folder)).OpenSigner("record.pem"))
        using (var ledger = StationLedger.OpenWithoutCard(_folder.PathOf("devices.db"), new() { Disk = new OsDisk(), RecordSigner = signer }, StationTrip.Clock))
            CardlessTrip.Run(ledger);
        foreach (string line in CliRun.Of(_folder.Folder, "device", "export", "-l", "devices.db", "--signatures").Output.Trim().Split('\n'))
        {
            using var whole = JsonDocument.Parse(line);
            File.WriteAllText(_folder.PathOf("record.json"), whole.RootElement.GetProperty("record").GetRawText());
            string id = ProgramRun.Finish(ProgramRun.Start("sha256sum", _folder.Folder, null, "record.json")).Output.Split(' ')[0];
            Assert.Equal(whole.RootElement.GetProperty("id").GetString(), id);
            File.WriteAllText(_folder.PathOf("words"), string.Create(CultureInfo.InvariantCulture, $"rootline-device-record-1\n{id}\n"));
            File.WriteAllBytes(_folder.PathOf("signature"), Convert.FromHexString(whole.RootElement.GetProperty("signature").GetProperty("signature").GetString()!));
            OpenSsl("dgst", "-sha256", "-verify", "record-pub.pem", "-signature", "signature", "words");
        }
    }

    private void OpenSsl(params string[] args)
    {
        var run = ProgramRun.Finish(ProgramRun.Start("openssl", _folder.Folder, null, args));
        Assert.True(run.Exit == 0, run.Error);
    }
}
