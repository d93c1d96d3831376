using System.Text.Json;
using Rootline.Cli.Commands;
using Rootline.Core.Time;
using Rootline.Formats.Files;
using Rootline.Formats.Psa;
using Rootline.TestSupport;
using Rootline.TestSupport.Psa;
using Xunit;

namespace Rootline.Tests.Cli;

public sealed class AttestStoreTests : IDisposable
{
    private readonly TempFolder _temp = new();

    [Fact]
    public void A_device_is_enrolled_by_its_token_and_verified_by_the_store_with_a_nonce_that_is_good_once()
    {
        Answer("first.cbor", Nonce());
        var enrolled = Run("attest", "enroll", "first.cbor", "--keys", "devices.jsonl", "--nonces", "nonces.jsonl", "--json");
        Assert.Equal((0, ""), (enrolled.Exit, enrolled.Error.Contains("error", StringComparison.Ordinal) ? enrolled.Error : ""));
        var told = JsonDocument.Parse(enrolled.Output).RootElement;
        Assert.Equal("possession", told.GetProperty("proves").GetString());
        Assert.True(told.GetProperty("devices")[0].GetProperty("new").GetBoolean());
        Answer("second.cbor", Nonce("--size", "64"));
        Assert.Equal(0, Run("attest", "verify", "second.cbor", "--keys", "devices.jsonl", "--nonces", "nonces.jsonl").Exit);
        var again = Run("attest", "verify", "second.cbor", "--keys", "devices.jsonl", "--nonces", "nonces.jsonl", "--json");
        Assert.Equal(3, again.Exit);
        Assert.Equal("nonce-unknown", JsonDocument.Parse(again.Output).RootElement.GetProperty("reasons")[0].GetProperty("rule").GetString());
    }

    [Fact]
    public void What_is_proved_is_told_and_what_is_not_too()
    {
        Answer("token.cbor", TokenSamples.Challenge);
        var run = Run("attest", "enroll", "token.cbor", "--keys", "devices.jsonl");
        Assert.Contains("proved: each device has the private half of its key. NOT proved: that it is your device", run.Output, StringComparison.Ordinal);
        Assert.StartsWith("known     ", Run("attest", "enroll", "token.cbor", "--keys", "devices.jsonl").Output, StringComparison.Ordinal);
        using var key = TokenSamples.Key();
        File.WriteAllBytes(_temp.PathOf("iak.pem"), KeyFile.WritePublic(key.PublicKey));
        var given = Run("attest", "enroll", "token.cbor", "--keys", "given.jsonl", "--key", "iak.pem");
        Assert.Equal(0, given.Exit);
        Assert.DoesNotContain("NOT proved", given.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_enrolled_whole_or_not_at_all()
    {
        Answer("a.cbor", TokenSamples.Challenge);
        File.WriteAllBytes(_temp.PathOf("b.cbor"), TokenSamples.Sign(PsaProfile.Rfc9783, TokenSamples.Claims(PsaProfile.Rfc9783, "another") with { Lifecycle = 0x2000 }, "another"));
        var run = Run("attest", "enroll", ".", "--keys", "devices.jsonl");
        Assert.Equal(3, run.Exit);
        Assert.Contains("the store was not changed", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_temp.PathOf("devices.jsonl")));
    }

    [VectorFact]
    public void A_device_with_a_published_key_is_never_enrolled()
    {
        File.WriteAllBytes(_temp.PathOf("dummy.cbor"), TfmToken.All.First(t => t.Device == "dummy").Bytes);
        var run = Run("attest", "enroll", "dummy.cbor", "--keys", "devices.jsonl");
        Assert.Equal(3, run.Exit);
        Assert.Contains("TF-M's default attestation key", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_temp.PathOf("devices.jsonl")));
    }

    [Fact]
    public void A_policy_file_is_held_against_a_token_and_its_faults_are_told_with_their_lines()
    {
        Answer("token.cbor", TokenSamples.Challenge);
        Assert.Equal(0, Run("attest", "enroll", "token.cbor", "--keys", "devices.jsonl").Exit);
        string hex(string name) => Convert.ToHexStringLower(TokenSamples.Bytes(name, 32));
        Write("good.yaml", $"""
            version: 1
            profiles: ["tag:psacertified.org,2023:psa#tfm"]
            algorithms: [ES256]
            lifecycles: [secured]
            implementation_ids: ["{hex("implementation")}"]
            client_ids: [-1006632960]
            certification_references: ["1234567890128-00042"]
            software:
              - type: SPE
                version: "2.2.2"
                signer: "{hex("signer")}"
                digests: ["{hex("SPE")}"]
              - type: NSPE
                digests: ["{hex("NSPE")}"]
            """);
        var good = Run("attest", "verify", "token.cbor", "--keys", "devices.jsonl", "--policy", "good.yaml");
        Assert.True(good.Exit == 0, good.Output + good.Error);
        Write("other.yaml", "version: 1\nclient_ids: [1]\nsoftware:\n  - digests: [\"" + new string('0', 64) + "\"]\n");
        var other = Run("attest", "verify", "token.cbor", "--keys", "devices.jsonl", "--policy", "other.yaml");
        Assert.Equal(3, other.Exit);
        Assert.Contains("attest-policy: clientId -1006632960 is not in the policy", other.Output, StringComparison.Ordinal);
        Assert.Contains("attest-reference: component 1 NSPE 0.0.0 has no reference value", other.Output, StringComparison.Ordinal);
        Write("bad.yaml", "version: 2\nlifecycles: [unknown]\nimplementation_ids: []\nalgorithms: RS256\nsoftware:\n  - type: SPE\n");
        var bad = Run("attest", "verify", "token.cbor", "--keys", "devices.jsonl", "--policy", "bad.yaml");
        Assert.Equal(2, bad.Exit);
        foreach (string line in (string[])["line 1: ", "line 2: lifecycles: an item is not a state that can be trusted", "line 3: implementation_ids is not a list", "line 4: algorithms is not a list", "line 6: digests is missing"])
            Assert.Contains(line, bad.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_CoRIM_gives_keys_and_reference_values()
    {
        Answer("token.cbor", TokenSamples.Challenge);
        File.WriteAllBytes(_temp.PathOf("maker.pem"), CorimSamples.MakerKey());
        File.WriteAllBytes(_temp.PathOf("product.corim"), new CorimSamples().ToSigned());
        Assert.Equal(0, Run("attest", "verify", "token.cbor", "--corim", "product.corim", "--corim-key", "maker.pem").Exit);
        Assert.Contains("corim-signature", Run("attest", "verify", "token.cbor", "--corim", "product.corim").Error, StringComparison.Ordinal);
        File.WriteAllBytes(_temp.PathOf("half.corim"), new CorimSamples { Software = ["SPE"] }.ToBytes());
        var half = Run("attest", "verify", "token.cbor", "--corim", "half.corim");
        Assert.Equal(3, half.Exit);
        Assert.Contains("component 1 NSPE 0.0.0 has no reference value", half.Output, StringComparison.Ordinal);
        File.WriteAllBytes(_temp.PathOf("old.corim"), new CorimSamples { NotAfter = 1 }.ToBytes());
        Assert.Contains("corim-validity", Run("attest", "verify", "token.cbor", "--corim", "old.corim").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expired_nonce_and_a_held_store_are_told()
    {
        byte[] nonce = Nonce("--seconds", "5");
        Answer("token.cbor", nonce);
        Assert.Equal(0, Run("attest", "enroll", "token.cbor", "--keys", "devices.jsonl").Exit);
        var later = new VirtualClock(DateTimeOffset.UtcNow.AddHours(1));
        var context = CliRun.Context(_temp.Folder, clock: later);
        var run = CliRun.Of(AllCommands.List, context, "attest", "verify", "token.cbor", "--keys", "devices.jsonl", "--nonces", "nonces.jsonl");
        Assert.Equal(3, run.Exit);
        Assert.Contains("nonce-expired", run.Output, StringComparison.Ordinal);
        using (new Rootline.Core.Disks.OsDisk().TryLock(_temp.PathOf("nonces.jsonl.lock")))
            Assert.Contains("attest-store-busy", Run("attest", "nonce", "nonces.jsonl").Error, StringComparison.Ordinal);
        Assert.Contains("attest-lifetime", Run("attest", "nonce", "nonces.jsonl", "--seconds", "0").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("attest-challenge", "--keys", "devices.jsonl", "--nonces", "nonces.jsonl", "--challenge", "00")]
    [InlineData("attest-key", "--keys", "devices.jsonl", "--key", "iak.pem")]
    [InlineData("attest-key", "--keys", "devices.jsonl", "--unsigned-claims")]
    [InlineData("attest-store", "--keys", "token.cbor")]
    public void What_contradicts_itself_is_refused(string code, params string[] options)
    {
        Answer("token.cbor", Nonce());
        Write("devices.jsonl", "{\"type\":\"rootline-attestation-keys\",\"schema\":1}\n");
        var run = Run(["attest", "verify", "token.cbor", .. options]);
        Assert.Equal(2, run.Exit);
        Assert.Contains(code, run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _temp.Dispose();

    private byte[] Nonce(params string[] options) => Convert.FromHexString(Run(["attest", "nonce", "nonces.jsonl", .. options]).Output.Trim());

    private void Answer(string name, byte[] nonce) =>
        File.WriteAllBytes(_temp.PathOf(name), TokenSamples.Sign(PsaProfile.Rfc9783, TokenSamples.Claims(PsaProfile.Rfc9783) with { Nonce = nonce }));

    private void Write(string name, string text) => File.WriteAllText(_temp.PathOf(name), text);

    // Each command draws from a seed of its own, as the real source never gives the same twice.
    private int _runs;

    private CliRun Run(params string[] args)
    {
        var entropy = new Rootline.Core.Entropy.SeededEntropy((ulong)++_runs);
        var context = new Rootline.Cli.Frame.CommandContext
        {
            Output = new StringWriter { NewLine = "\n" },
            Error = new StringWriter { NewLine = "\n" },
            Entropy = entropy,
            Clock = TimeProvider.System,
            Disk = new Rootline.Core.Disks.OsDisk(),
            Folder = _temp.Folder,
            TraceFolder = _temp.Folder,
        };
        return CliRun.Of(AllCommands.List, context, args);
    }
}
