using System.Text.Json;
using Rootline.Cli.Commands;
using Rootline.Core.Time;
using Rootline.Formats.Files;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cose;
using Rootline.TestSupport;
using Rootline.TestSupport.Psa;
using Xunit;

namespace Rootline.Tests.Cli;

public sealed class AttestTrustTests : IDisposable
{
    private readonly TempFolder _temp = new();

    [Fact]
    public void A_token_is_verified_by_the_certificates_in_it_when_their_root_is_named()
    {
        using var maker = new ChainSamples();
        using var other = new ChainSamples();
        Put("token.cbor", maker.Token(maker.Leaf(), maker.Middle()));
        Put("root.der", maker.Root);
        using var pem = PemText.Encode("CERTIFICATE", other.Root);
        Put("other.pem", pem.Span.ToArray());
        Assert.Equal(0, Run("attest", "verify", "token.cbor", "--root", "root.der").Exit);
        Assert.Equal(0, Run("attest", "verify", "token.cbor", "--root", "other.pem", "--root", "root.der").Exit);
        var run = Run("attest", "verify", "token.cbor", "--root", "other.pem", "--json");
        Assert.Equal((3, "attest-chain"), (run.Exit, Rules(run).Single()));
        Put("leaf.der", maker.Leaf());
        Assert.Contains("attest-root", Run("attest", "verify", "token.cbor", "--root", "leaf.der").Error, StringComparison.Ordinal);
        Assert.Contains("attest-root", Run("attest", "verify", "token.cbor", "--root", "token.cbor").Error, StringComparison.Ordinal);
        Assert.Equal(2, Run("attest", "verify", "token.cbor", "--root", "root.der", "--key", "leaf.der").Exit);
    }

    [Fact]
    public void A_symmetric_key_is_stored_for_its_owner_only_and_never_printed()
    {
        byte[] key = TokenSamples.Bytes("symmetric", 32);
        byte[] payload = ClaimSetWriter.Write(PsaProfile.Rfc9783, TokenSamples.Claims(PsaProfile.Rfc9783) with { InstanceId = InstanceId.OfSymmetric(key) });
        Put("token.cbor", CoseMac0.Authenticate(CoseAlgorithm.Hmac256, null, payload, key));
        Put("key.bin", key);
        Assert.Contains("enroll-symmetric", Run("attest", "enroll", "token.cbor", "--keys", "devices.jsonl").Error, StringComparison.Ordinal);
        var run = Run("attest", "enroll", "token.cbor", "--keys", "devices.jsonl", "--key", "key.bin", "--json");
        Assert.Equal(0, run.Exit);
        string hex = Convert.ToHexStringLower(key);
        Assert.DoesNotContain(hex, run.Output + run.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(run.Output).RootElement.GetProperty("devices")[0].GetProperty("publicKey").ValueKind);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_temp.PathOf("devices.jsonl")));
        Assert.Contains(hex, File.ReadAllText(_temp.PathOf("devices.jsonl")), StringComparison.Ordinal);
        Assert.Equal(0, Run("attest", "verify", "token.cbor", "--keys", "devices.jsonl").Exit);
        Assert.StartsWith("known", Run("attest", "enroll", "token.cbor", "--keys", "devices.jsonl", "--key", "key.bin").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_revoked_device_stays_revoked()
    {
        Put("token.cbor", TokenSamples.Token());
        string id = Convert.ToHexStringLower(TokenSamples.Claims(PsaProfile.Rfc9783).InstanceId!.Value.Span);
        Assert.Equal(0, Run("attest", "enroll", "token.cbor", "--keys", "devices.jsonl").Exit);
        var told = JsonDocument.Parse(Run("attest", "revoke", id, "--keys", "devices.jsonl", "--reason", "stolen", "--json").Output).RootElement;
        Assert.Equal((true, true, "stolen"), (told.GetProperty("new").GetBoolean(), told.GetProperty("keyKnown").GetBoolean(), told.GetProperty("reason").GetString()));
        Assert.StartsWith("was revoked before", Run("attest", "revoke", id.ToUpperInvariant(), "--keys", "devices.jsonl", "--reason", "found").Output, StringComparison.Ordinal);
        var run = Run("attest", "verify", "token.cbor", "--keys", "devices.jsonl", "--json");
        Assert.Equal((3, "attest-revoked"), (run.Exit, Rules(run).Single()));
        Assert.Contains(": stolen", run.Output, StringComparison.Ordinal);
        byte[] before = File.ReadAllBytes(_temp.PathOf("devices.jsonl"));
        var again = Run("attest", "enroll", "token.cbor", "--keys", "devices.jsonl");
        Assert.Equal(3, again.Exit);
        Assert.Contains("attest-revoked", again.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_temp.PathOf("devices.jsonl")));
    }

    [Fact]
    public void A_device_is_revoked_before_anybody_knows_its_key_too()
    {
        using var maker = new ChainSamples();
        Put("token.cbor", maker.Token(maker.Leaf(), maker.Middle()));
        Put("root.der", maker.Root);
        string id = Convert.ToHexStringLower(maker.Claims().InstanceId!.Value.Span);
        Assert.Equal(0, Run("attest", "revoke", id, "--keys", "revoked.jsonl", "--reason", "returned").Exit);
        var run = Run("attest", "verify", "token.cbor", "--keys", "revoked.jsonl", "--root", "root.der", "--json");
        Assert.Equal((3, "attest-revoked"), (run.Exit, Rules(run).Single()));
    }

    [Theory]
    [InlineData("0102", "stolen", "attest-instance-id")]
    [InlineData("02fa58755f658627ce5460f29b75296713248cae7ad9e2984b90280efcbcb50248", "stolen", "attest-instance-id")]
    [InlineData("no hex", "stolen", "attest-hex")]
    [InlineData("01fa58755f658627ce5460f29b75296713248cae7ad9e2984b90280efcbcb50248", "", "attest-reason")]
    [InlineData("01fa58755f658627ce5460f29b75296713248cae7ad9e2984b90280efcbcb50248", "a\u001bb", "attest-reason")]
    public void A_revocation_names_a_device_and_a_reason(string id, string reason, string fault)
    {
        var run = Run("attest", "revoke", id, "--keys", "devices.jsonl", "--reason", reason);
        Assert.Equal(2, run.Exit);
        Assert.Contains(fault, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_temp.PathOf("devices.jsonl")));
    }

    public void Dispose() => _temp.Dispose();

    private static IEnumerable<string?> Rules(CliRun run) => JsonDocument.Parse(run.Output).RootElement.GetProperty("reasons").EnumerateArray().Select(r => r.GetProperty("rule").GetString());

    private void Put(string name, byte[] bytes) => File.WriteAllBytes(_temp.PathOf(name), bytes);

    private CliRun Run(params string[] args) => CliRun.Of(AllCommands.List, CliRun.Context(_temp.Folder, clock: new VirtualClock(ChainSamples.Now)), args);
}
