using System.Text.Json;
using Rootline.Core.Secrets;
using Rootline.Formats.Files.Keys;
using Rootline.TestSupport;
using Rootline.TestSupport.Cli;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Cli.Commands;

/// <summary>Keys by reference on command lines and in configurations.</summary>
public sealed class KeyCommandTests : IDisposable
{
    private readonly FactoryFolder _factory = new();

    public void Dispose() => _factory.Dispose();

    [Fact]
    public void A_key_is_shown_tried_and_its_public_half_written()
    {
        File.WriteAllBytes(_factory.PathOf("key.pem"), KeySamples.File(KeyKind.EcP384));
        using var key = KeySamples.Of(KeyKind.EcP384);

        var run = _factory.Demand("key show key.pem --try -o pub.pem --json");

        var shown = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(
            ("ecdsa-p384", "file", "key.pem", Convert.ToHexStringLower(key.PublicKey.Fingerprint), true),
            (shown.GetProperty("kind").GetString(), shown.GetProperty("custody").GetString(), shown.GetProperty("place").GetString(), shown.GetProperty("publicKeySha256").GetString(), shown.GetProperty("tried").GetBoolean()));
        Assert.Equal(PublicKeyFile.Write(key.PublicKey), File.ReadAllBytes(_factory.PathOf("pub.pem")));
        string plain = _factory.Demand("key show pub.pem").Output;
        Assert.StartsWith("kind        ecdsa-p384\nplace       pub.pem\npublic key  SHA-256 ", plain, StringComparison.Ordinal);
        Refused("custody-file-exists", 2, "key show key.pem -o pub.pem");
        Refused("private-key-public", 2, "key show pub.pem --try");
        Refused("key-reference", 2, "key show pkcs11:token=a");
        Refused("key-reference-secret", 2, "key show pkcs11:object=a?module-path=/m.so&pin-value=1");
        Refused("custody-key-unfit", 2, "key show x.pem --try");
    }

    [Fact]
    public void A_password_is_asked_for_at_the_terminal_and_the_command_does_not_show_it()
    {
        File.WriteAllBytes(_factory.PathOf("locked.pem"), KeySamples.File(KeyKind.Ed25519, "open sesame"));
        List<string> asked = [];
        var attended = CliRun.Attended(_factory.Folder, "", question =>
        {
            asked.Add(question);
            return Secret.CopyOf("open sesame"u8);
        });

        var run = CliRun.Of(Rootline.Cli.Commands.AllCommands.List, attended, "key", "show", "locked.pem");

        Assert.True(run.Exit == 0, run.Error);
        Assert.Equal(["password of locked.pem: "], asked);
        Assert.DoesNotContain("sesame", run.Output + run.Error, StringComparison.Ordinal);
        Refused("custody-no-secret", 2, "key show locked.pem");
    }

    [Fact]
    public void A_log_is_sealed_and_a_changed_shorter_or_foreign_one_does_not_fit_the_seal()
    {
        using var card = new LogSample();
        var records = card.Records(6);
        LogSample.Write(_factory.PathOf("log.db"), records);
        LogSample.Write(_factory.PathOf("longer.db"), [.. records, card.Next(records[^1])]);
        LogSample.Write(_factory.PathOf("short.db"), records.Take(5));
        LogSample.Write(_factory.PathOf("foreign.db"), records, "77");
        LogSample.Write(_factory.PathOf("v1.db"), records, null);
        LogSample.Write(_factory.PathOf("gap.db"), records.Take(2).Concat(records.Skip(3)));
        LogSample.Write(_factory.PathOf("empty.db"), []);
        File.WriteAllBytes(_factory.PathOf("key.pem"), KeySamples.File(KeyKind.Ed25519));
        File.WriteAllBytes(_factory.PathOf("other.pem"), KeySamples.File(KeyKind.EcP256));
        File.WriteAllBytes(_factory.PathOf("card.pem"), Rootline.Formats.Files.KeyFile.WritePublic(card.PublicKey));

        var made = JsonDocument.Parse(_factory.Demand("log seal -l log.db --by anna --key key.pem -o log.seal --json").Output).RootElement;

        Assert.Equal((6, 1, 6), (made.GetProperty("records").GetInt32(), made.GetProperty("first").GetInt32(), made.GetProperty("last").GetInt32()));
        const string With = " -k card.pem --seal log.seal --seal-key key.pem";
        Assert.Contains("sealed: card 20260001: 6 records, counters 1 to 6, by anna at ", _factory.Demand("log verify -l log.db" + With).Output, StringComparison.Ordinal);
        _factory.Demand("log verify -l longer.db" + With);
        _factory.Demand("log verify -l v1.db --card 20260001" + With);
        JsonDocument.Parse(_factory.Demand("log verify -l log.db --json" + With).Output);
        foreach (string log in (string[])["short.db", "foreign.db", "v1.db"])
            Refused("log-seal-broken", 3, $"log verify -l {log}" + With);
        Refused("log-seal-signature", 3, "log verify -l log.db -k card.pem --seal log.seal --seal-key other.pem");
        Refused("usage", 2, "log verify -l log.db -k card.pem --seal log.seal");
        Refused("log-seal-form", 2, "log verify -l log.db -k card.pem --seal card.pem --seal-key key.pem");
        Refused("log-seal-unsound", 2, "log seal -l gap.db --by anna --key key.pem -o gap.seal");
        Refused("log-seal-unsound", 2, "log seal -l empty.db --by anna --key key.pem -o empty.seal");
        Refused("log-card-unknown", 2, "log seal -l v1.db --by anna --key key.pem -o v1.seal");
        Refused("destination-exists", 2, "log seal -l log.db --by anna --key key.pem -o log.seal");
        Refused("destination-is-source", 2, "log seal -l log.db --by anna --key key.pem -o log.db --force");
        Assert.False(File.Exists(_factory.PathOf("gap.seal")));
    }

    [Fact]
    public void A_card_takes_its_keys_from_encrypted_files_and_none_from_a_token_or_program()
    {
        byte[] plain = File.ReadAllBytes(_factory.PathOf("oem/log_prk.pem"));
        using (var key = PrivateKeyFile.Read(plain, null).OrThrow())
        using (var password = Secret.CopyOf("open sesame"u8))
        using (var locked = PrivateKeyFile.WriteEncrypted(key, password, new Rootline.Core.Entropy.SystemEntropy()))
            File.WriteAllBytes(_factory.PathOf("oem/log_locked.pem"), locked.Span.ToArray());
        File.WriteAllText(_factory.PathOf("pw.txt"), "open sesame\n");
        File.WriteAllText(_factory.PathOf("wrong.txt"), "open barley\n");
        _factory.PutVendor();
        _factory.Demand("card make --file card.bin --keys keys --vendor vendor --serial 42");

        _factory.WriteCard("oem_log_prk_path: 'pkcs11:object=log?module-path=/m.so'");
        Refused("custody-key-stays", 2, "card personalise -c card.yaml");
        _factory.WriteCard("oem_id_prk_path: 'program:./sign?public-key=oem/id_puk.pem'");
        Refused("custody-key-stays", 2, "card personalise -c card.yaml");
        _factory.WriteCard("oem_log_prk_path: 'file:oem/log_locked.pem?password-source=wrong.txt'");
        Refused("configuration", 2, "card personalise -c card.yaml");
        _factory.WriteCard("oem_log_prk_path: 'file:oem/log_locked.pem?password-source=pw.txt'");
        _factory.Demand("card personalise -c card.yaml");
    }

    private void Refused(string code, int exit, string line)
    {
        if (line.Contains("x.pem", StringComparison.Ordinal))
            File.WriteAllBytes(_factory.PathOf("x.pem"), KeySamples.File(KeyKind.X25519));
        var run = _factory.Words(line);
        Assert.True(run.Exit == exit && run.Error.Contains(code, StringComparison.Ordinal), $"{line}: {run.Exit} {run.Output}{run.Error}");
    }
}
