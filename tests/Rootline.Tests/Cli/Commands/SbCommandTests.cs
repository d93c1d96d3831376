using System.Security.Cryptography;
using System.Text.Json;
using Rootline.Oem.Nxp;
using Rootline.Tests.Formats.Nxp.Sb2;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Cli.Commands;

/// <summary>SB files by the commands: built from a configuration, shown, judged.</summary>
public sealed class SbCommandTests : IDisposable
{
    private const string Rkth = "b8498627362d0099e59535e0eec3665d8914adf6777d930b4b5db134a4b1e8e2";
    private readonly TempFolder _folder = new();

    public SbCommandTests()
    {
        File.WriteAllText(_folder.PathOf("kek.txt"), Convert.ToHexString(Sb2Lab.Kek));
        File.WriteAllText(_folder.PathOf("key.pem"), Sb2Lab.Key.ExportPkcs8PrivateKeyPem());
        File.WriteAllBytes(_folder.PathOf("signer.crt"), Sb2Lab.Certificate);
        File.WriteAllBytes(_folder.PathOf("other.crt"), Sb2Lab.RootCertificate);
        File.WriteAllBytes(_folder.PathOf("image.bin"), [1, 2, 3, 4, 5]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_built_of_every_command_and_shown_with_the_names_of_its_configuration()
    {
        Configure("""
            digest: yes
            digest_counted: no
            product_version: 1.10.2
            build_number: 7
            timestamp: 2026-01-31T12:00:00Z
            root_keys: [other.crt, signer.crt]
            sections:
              - id: 4
                parts: 2
                commands:
                  - nop
                  - erase: {address: 0x1000_0000, length: 0x8000}
                  - load: {address: 0x100, file: image.bin}
                  - fill: {address: 0x200, length: 16, pattern: 0xA5A5A5A5}
                  - enable: {address: 0x20000000, length: 4, memory: 9, group: 1}
                  - erase_all
                  - erase_all_unsecure: {memory: 9}
                  - program: {index: 3, word: 4}
                  - program: {index: 3, word: 4, second: 5}
                  - version_check: {secure: 2}
                  - version_check: {non_secure: 3}
                  - key_store_save: {address: 0x600, memory: 9}
                  - key_store_restore: {address: 0x600, memory: 9}
                  - call: {address: 0x301}
                  - jump: {address: 0x301, argument: 6, stack_pointer: 0x20001000}
              - commands:
                - reset:
            """);
        Good("sb build -c sb.yaml -o out/a.sb2");
        var shown = Parse(Good("sb show out/a.sb2 --kek kek.txt --json"));
        Assert.Equal(0x8008, shown.GetProperty("flags").GetInt32());
        Assert.Equal(new FileInfo(_folder.PathOf("out/a.sb2")).Length / 16 - 2, shown.GetProperty("imageBlocks").GetInt64());
        Assert.Equal(("1.10.2", "1.10.2", 7), (shown.GetProperty("productVersion").GetString(), shown.GetProperty("componentVersion").GetString(), shown.GetProperty("buildNumber").GetInt32()));
        Assert.Equal("2026-01-31T12:00:00.000000Z", shown.GetProperty("timestamp").GetString());
        Assert.Equal(1, shown.GetProperty("rootKeyIndex").GetInt32());
        var sections = shown.GetProperty("sections").EnumerateArray().ToList();
        Assert.Equal([(4, 2), (2, 1)], sections.Select(s => (s.GetProperty("id").GetInt32(), s.GetProperty("parts").GetInt32())));
        Assert.Equal(
            ["nop", "erase", "load", "fill", "enable", "erase_all", "erase_all_unsecure", "program", "program", "version_check", "version_check", "key_store_save", "key_store_restore", "call", "jump", "reset"],
            sections.SelectMany(s => s.GetProperty("commands").EnumerateArray()).Select(c => c.GetProperty("command").GetString()));
        Assert.Equal("""{"command":"enable","address":536870912,"length":4,"memory":9,"group":1}""", sections[0].GetProperty("commands")[4].GetRawText());
        Assert.Contains("  jump  address 00000301  argument 00000006  stack_pointer 20001000\n", Good("sb show out/a.sb2 --kek kek.txt").Output, StringComparison.Ordinal);
        Assert.Contains("the commands are encrypted", Good("sb show out/a.sb2").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_seed_the_same_configuration_gives_the_same_file_and_a_warning()
    {
        Configure("sections: [{commands: [nop]}]");
        var run = Good("sb build -c sb.yaml -o a.sb2 --seed 3 --json");
        Assert.Contains("come from a seed", run.Error, StringComparison.Ordinal);
        Good("sb build -c sb.yaml -o b.sb2 --seed 3");
        Good("sb build -c sb.yaml -o c.sb2 --seed 4");
        Assert.Equal(Bytes("a.sb2"), Bytes("b.sb2"));
        Assert.NotEqual(Bytes("a.sb2"), Bytes("c.sb2"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Bytes("a.sb2"))), Parse(run).GetProperty("sha256").GetString());
    }

    [Fact]
    public void A_file_that_is_there_is_not_written_over_without_force()
    {
        Configure("sections: [{commands: [nop]}]");
        File.WriteAllText(_folder.PathOf("a.sb2"), "mine");
        Refused(2, "sb-destination-exists", "sb build -c sb.yaml -o a.sb2");
        Assert.Equal("mine", File.ReadAllText(_folder.PathOf("a.sb2")));
        Good("sb build -c sb.yaml -o a.sb2 --force");
    }

    [Fact]
    public void All_faults_of_a_configuration_are_told_with_their_lines()
    {
        Configure("""
            product_version: 1.2
            digest: maybe
            timestamp: yesterday
            root_keys: [none.crt]
            sections:
              - commands:
                - leap: {address: 1}
                - load: {address: 0x1_0000_0000, file: none.bin}
                - version_check: {}
                - fill: {address: 0, length: 4, pattern: 0, colour: 1}
            """);
        string error = Refused(2, "configuration", "sb build -c sb.yaml -o a.sb2");
        foreach (string words in (string[])["product_version", "digest is neither", "timestamp", "root_keys: none.crt does not exist", "leap is not a command", "address", "none.bin does not exist", "either secure or non_secure", "fill has no field colour"])
            Assert.Contains(words, error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.PathOf("a.sb2")));
        Configure("sections: [{commands: [{fill: {address: 0, length: 3, pattern: 0}}]}]");
        Refused(2, "sb2-request", "sb build -c sb.yaml -o a.sb2");
        Configure("sections: [{commands: [nop]}]", "other.crt");
        Refused(2, "sb2-chain", "sb build -c sb.yaml -o a.sb2");
    }

    [Fact]
    public void A_good_file_is_good_as_far_as_it_could_be_judged()
    {
        BuildWithCheck();
        string hash = Convert.ToHexString(Sb2Lab.RootKeys.Hash());
        var all = Parse(Good($"sb verify a.sb2 --kek kek.txt --rkth {hash} --cfpa cfpa.bin --json"));
        Assert.True(all.GetProperty("ok").GetBoolean());
        Assert.Equal(0, all.GetProperty("notChecked").GetArrayLength());
        Assert.Equal(4, Parse(Good("sb verify a.sb2 --json")).GetProperty("notChecked").GetArrayLength());
        Assert.Contains("is good\nnot checked: revoked root keys", Good($"sb verify a.sb2 --kek kek.txt --rkth {hash}").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_file_is_rejected_with_the_rule_that_it_broke()
    {
        BuildWithCheck();
        string hash = Convert.ToHexString(Sb2Lab.RootKeys.Hash());
        File.WriteAllText(_folder.PathOf("wrong.txt"), new string('0', 64));
        Rejected("sb2-kek", "a.sb2 --kek wrong.txt");
        File.WriteAllText(_folder.PathOf("reversed.txt"), Convert.ToHexString([.. Sb2Lab.Kek.Reverse()]));
        Assert.Contains("bytes reversed", CliRun.Of(_folder.Folder, "sb", "verify", "a.sb2", "--kek", "reversed.txt").Output, StringComparison.Ordinal);
        Assert.Contains("bytes reversed", CliRun.Of(_folder.Folder, "sb", "show", "a.sb2", "--kek", "reversed.txt").Error, StringComparison.Ordinal);
        Rejected("sb2-root-key", $"a.sb2 --rkth {new string('0', 64)}");
        File.WriteAllBytes(_folder.PathOf("revoked.bin"), ProductPages.FirstCfpa().WithRootRevoke(0x57).Bytes.ToArray());
        Rejected("sb2-root-revoked", "a.sb2 --cfpa revoked.bin");
        byte[] newer = ProductPages.FirstCfpa().Bytes.ToArray();
        newer[8] = 9;
        File.WriteAllBytes(_folder.PathOf("newer.bin"), newer);
        Rejected("sb2-rollback", $"a.sb2 --kek kek.txt --rkth {hash} --cfpa newer.bin");
        byte[] file = Bytes("a.sb2");
        file[^1] ^= 1;
        File.WriteAllBytes(_folder.PathOf("bad.sb2"), file);
        Rejected("sb2-mac", "bad.sb2 --kek kek.txt");
        Good("sb verify bad.sb2");
        file[17] ^= 1;
        File.WriteAllBytes(_folder.PathOf("bad.sb2"), file);
        Rejected("sb2-signature", "bad.sb2");
        File.WriteAllBytes(_folder.PathOf("bad.sb2"), file[..^16]);
        Rejected("sb2-truncated", "bad.sb2");
        Refused(2, "sb-root-hash", "sb verify a.sb2 --rkth 12");
        Refused(2, "usage", $"sb verify a.sb2 --rkth {hash} --cmpa cfpa.bin");
    }

    [VectorFact]
    public void The_reference_sample_is_shown_and_judged()
    {
        File.WriteAllBytes(_folder.PathOf("blinky.sb2"), Vectors.Read("spsdk-tp/sample_config_data/signed_blinky.sb2"));
        File.WriteAllBytes(_folder.PathOf("sample.txt"), Vectors.Read("spsdk-tp/sample_config_data/sb_kek_example.txt"));
        File.WriteAllBytes(_folder.PathOf("cmpa.bin"), Vectors.Read("spsdk-tp/sample_config_data/cmpa_example.bin"));
        var shown = Parse(Good("sb show blinky.sb2 --kek sample.txt --json"));
        Assert.Equal((9088, 568, 96, 1), (shown.GetProperty("length").GetInt32(), shown.GetProperty("imageBlocks").GetInt32(), shown.GetProperty("firstBootTagBlock").GetInt32(), shown.GetProperty("buildNumber").GetInt32()));
        Assert.Equal(Rkth, shown.GetProperty("rkth").GetString());
        Assert.Equal(["erase", "load"], shown.GetProperty("sections")[0].GetProperty("commands").EnumerateArray().Select(c => c.GetProperty("command").GetString()));
        Good($"sb verify blinky.sb2 --kek sample.txt --rkth {Rkth}");
        Good("sb verify blinky.sb2 --kek sample.txt --cmpa cmpa.bin");
    }

    private static JsonElement Parse(CliRun run) => JsonDocument.Parse(run.Output).RootElement;

    private void Configure(string rest, string certificate = "signer.crt") =>
        File.WriteAllText(_folder.PathOf("sb.yaml"), $"sb_kek_path: kek.txt\nsigning_key_path: key.pem\ncertificates: [{certificate}]\n{rest}\n");

    private void BuildWithCheck()
    {
        File.WriteAllBytes(_folder.PathOf("cfpa.bin"), ProductPages.FirstCfpa().Bytes.ToArray());
        Configure("sections: [{commands: [{version_check: {secure: 8}}, {load: {address: 0, file: image.bin}}]}]");
        Good("sb build -c sb.yaml -o a.sb2");
    }

    private byte[] Bytes(string name) => File.ReadAllBytes(_folder.PathOf(name));

    private CliRun Good(string line)
    {
        var run = CliRun.Of(_folder.Folder, line.Split(' '));
        Assert.True(run.Exit == 0, $"{line}: {run.Error}");
        return run;
    }

    private string Refused(int exit, string code, string line)
    {
        var run = CliRun.Of(_folder.Folder, [.. line.Split(' '), "--json"]);
        Assert.Equal(exit, run.Exit);
        Assert.Contains($"\"code\":\"{code}\"", run.Error, StringComparison.Ordinal);
        return run.Error;
    }

    private void Rejected(string rule, string line)
    {
        Refused(3, "sb-rejected", $"sb verify {line}");
        var run = CliRun.Of(_folder.Folder, [.. $"sb verify {line}".Split(' '), "--json"]);
        Assert.Equal(rule, Parse(run).GetProperty("rule").GetString());
        Assert.Contains(rule, run.Error, StringComparison.Ordinal);
    }
}
