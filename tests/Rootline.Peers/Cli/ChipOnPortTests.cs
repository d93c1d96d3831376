using System.Diagnostics;
using System.Text.Json;
using Rootline.Formats.Nxp.Log;
using Rootline.Ledger.Log;
using Rootline.TestSupport;
using Rootline.TestSupport.Cli;
using Xunit;

namespace Rootline.Peers.Cli;

/// <summary>The commands as processes: a chip on a pseudo-terminal, a station on its port, foreign programs on its log.</summary>
public sealed class ChipOnPortTests : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "rootline.dll");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly FactoryFolder _factory = new();

    public void Dispose() => _factory.Dispose();

    [ProgramFact("sqlite3", "openssl", "kill")]
    public void A_chip_in_one_process_is_provisioned_by_a_station_in_another_and_foreign_programs_agree_with_the_log()
    {
        Demand("card make --file card.bin --keys keys --vendor vendor --serial 42");
        Demand("card personalise -c card.yaml --seal");
        Demand("chip make --file chip.bin --vendor vendor");
        _factory.WriteLine($"blhost_port: {_factory.PathOf("ttyCHIP")}, blhost_baudrate: 115200", "tp_target: blhost");
        using (var chip = Start("chip run chip.bin --port ttyCHIP --json"))
        {
            var ready = JsonDocument.Parse(chip.StandardOutput.ReadLine()!).RootElement;
            Assert.Equal(_factory.PathOf("ttyCHIP"), ready.GetProperty("ready").GetString());
            var run = JsonDocument.Parse(Demand("line run -c line.yaml --json").Output).RootElement;
            Assert.Equal(1, run.GetProperty("done").GetInt32());
            Assert.Equal(ready.GetProperty("chip").GetString(), run.GetProperty("devices")[0].GetProperty("chip").GetString());
            End(chip);
        }

        Assert.False(Path.Exists(_factory.PathOf("ttyCHIP")));
        Demand("log verify -l log.db -k oem/log_puk.pem -c line.yaml");
        Assert.Equal("ok\n", Foreign("sqlite3", "-readonly", "log.db", "pragma integrity_check"));
        Assert.Equal("1|1|00000001|42\n", Foreign("sqlite3", "-readonly", "log.db", "select count(*), max(records.id), hex(prod_counter), tp_device_id from records, properties"));
        VerifyWithOpenSsl();
    }

    [Fact]
    public void A_seed_s_keys_are_refused_on_a_port()
    {
        Demand("card make --file card.bin --keys keys --vendor vendor --seed 7");
        Demand("card personalise -c card.yaml");
        _factory.WriteLine("blhost_port: /dev/null", "tp_target: blhost");
        var run = ProgramRun.Finish(Start("line run -c line.yaml"));
        Assert.Equal(2, run.Exit);
        Assert.Contains("code: seeded-keys-on-hardware (operator)", run.Error, StringComparison.Ordinal);
    }

    private void VerifyWithOpenSsl()
    {
        using (var log = LogReader.Open(_factory.PathOf("log.db"), new Core.Disks.OsDisk()))
        {
            var record = Assert.Single(log.Rows()).ToRecord().OrThrow();
            byte[] content = [.. record.NxpCertificate, .. record.OemCertificates.SelectMany(c => c), .. record.CounterBytes, .. record.StartHash];
            // The message that is signed is the record's hash.
            File.WriteAllBytes(_factory.PathOf("message.bin"), System.Security.Cryptography.SHA256.HashData(content));
            File.WriteAllBytes(_factory.PathOf("signature.der"), Der(record));
        }

        Assert.Equal("Verified OK\n", Foreign("openssl", "dgst", "-sha256", "-verify", "oem/log_puk.pem", "-signature", "signature.der", "message.bin"));
        File.WriteAllBytes(_factory.PathOf("message.bin"), new byte[32]);
        Assert.NotEqual(0, Run("openssl", "dgst", "-sha256", "-verify", "oem/log_puk.pem", "-signature", "signature.der", "message.bin").Exit);
    }

    private static byte[] Der(AuditRecord record)
    {
        if (record.Signature.Length != 64)
            return record.Signature;
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(new System.Numerics.BigInteger(record.Signature.AsSpan(0, 32), isUnsigned: true, isBigEndian: true));
            writer.WriteInteger(new System.Numerics.BigInteger(record.Signature.AsSpan(32), isUnsigned: true, isBigEndian: true));
        }

        return writer.Encode();
    }

    private string Foreign(string program, params string[] args)
    {
        var run = Run(program, args);
        Assert.Equal((0, ""), (run.Exit, run.Error));
        return run.Output;
    }

    private ProgramRun Run(string program, params string[] args) => ProgramRun.Finish(ProgramRun.Start(program, _factory.Folder, null, args));

    private ProgramRun Demand(string line)
    {
        var run = PatientRun.Finish(() => Start(line));
        Assert.True(run.Exit == 0, $"{line}: {run.Error}");
        return run;
    }

    private Process Start(string line) => ProgramRun.Start("dotnet", _factory.Folder, null, [Program, .. line.Split(' ')]);

    private static void End(Process process)
    {
        ProgramRun.Finish(ProgramRun.Start("kill", "/", null, "-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(0, process.ExitCode);
    }
}
