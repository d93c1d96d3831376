using System.Text.Json;
using Rootline.Formats.Files;
using Rootline.Formats.Psa;
using Rootline.TestSupport;
using Rootline.TestSupport.Psa;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Cli;

public sealed class AttestVerifyTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempFolder _temp = new();

    [VectorFact]
    public void The_command_gives_the_verdict_of_the_index_and_its_exit_code()
    {
        foreach (var vector in AttestationVector.All)
        {
            string key = Path.Combine(Vectors.Folder!, "attestation", vector.Key ?? "keys/own-p256-pub.pem");
            List<string> args = ["attest", "verify", vector.Path, "--profile-rules", vector.RuleSet, "--accept-published-keys", "--json"];
            args.AddRange(vector.IsUnsigned ? ["--unsigned-claims"] : ["--key", key]);
            if (vector.Challenge is { } challenge)
                args.AddRange(["--challenge", challenge]);
            var run = CliRun.Of(_temp.Folder, [.. args]);
            var root = JsonDocument.Parse(run.Output).RootElement;
            Assert.True(vector.Overall == root.GetProperty("verdict").GetString(), vector.File);
            Assert.Equal(vector.Overall == "accept" ? 0 : 3, run.Exit);
            Assert.Equal(vector.Overall == "accept", root.GetProperty("reasons").GetArrayLength() == 0);
        }

        output.Tell($"attestation vectors judged by the command: {AttestationVector.All.Count}");
    }

    [Fact]
    public void The_shape_of_a_verdict_is_a_promise()
    {
        Write("token.cbor", TokenSamples.Token());
        var run = CliRun.Of(_temp.Folder, "attest", "verify", "token.cbor", "-k", Key(), "--challenge", Convert.ToHexString(TokenSamples.Challenge), "--json");
        Assert.Equal(0, run.Exit);
        Assert.Equal(RepositoryText("tests/vectors/psa/verdict-v1.json"), run.Output);
    }

    [Fact]
    public void A_folder_is_judged_token_by_token_and_is_good_when_all_are()
    {
        string key = Key();
        Write("a.cbor", TokenSamples.Token());
        Write("b.cbor", TokenSamples.Token(PsaProfile.IotProfile1));
        var good = CliRun.Of(_temp.Folder, "attest", "verify", ".", "-k", key, "--json");
        Assert.Equal(0, good.Exit);
        Assert.Equal(2, JsonDocument.Parse(good.Output).RootElement.GetProperty("accept").GetInt32());
        Write("c.cbor", TokenSamples.Token(device: "another"));
        var bad = CliRun.Of(_temp.Folder, "attest", "verify", ".", "-k", key);
        Assert.Equal(3, bad.Exit);
        Assert.Contains("accept     a.cbor", bad.Output, StringComparison.Ordinal);
        Assert.Contains("reject     c.cbor\n           attest-signature: ", bad.Output, StringComparison.Ordinal);
        Assert.Contains("1 of 3 tokens are not accepted", bad.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("attest-key", "attest", "verify", "token.cbor")]
    [InlineData("attest-hex", "attest", "verify", "token.cbor", "-k", "iak.pem", "--challenge", "xyz")]
    [InlineData("attest-challenge", "attest", "verify", "token.cbor", "-k", "iak.pem", "--challenge", "00112233")]
    [InlineData("attest-key-form", "attest", "verify", "token.cbor", "-k", "short.bin")]
    [InlineData("attest-no-tokens", "attest", "verify", "empty", "-k", "iak.pem")]
    public void What_cannot_be_judged_is_the_operators(string code, params string[] args)
    {
        Key();
        Write("token.cbor", TokenSamples.Token());
        Write("short.bin", [1, 2, 3]);
        Directory.CreateDirectory(_temp.PathOf("empty"));
        var run = CliRun.Of(_temp.Folder, args);
        Assert.Equal(2, run.Exit);
        Assert.Contains(code, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_public_key_never_verifies_a_MAC()
    {
        string key = Key();
        byte[] payload = ClaimSetWriter.Write(PsaProfile.Rfc9783, TokenSamples.Claims(PsaProfile.Rfc9783));
        Write("token.cbor", Rootline.Formats.Psa.Cose.CoseMac0.Authenticate(Rootline.Formats.Psa.Cose.CoseAlgorithm.Hmac256, null, payload, File.ReadAllBytes(_temp.PathOf(key))));
        var run = CliRun.Of(_temp.Folder, "attest", "verify", "token.cbor", "-k", key);
        Assert.Equal(3, run.Exit);
        Assert.Contains("attest-key-kind", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_token_says_is_shown_without_a_verdict()
    {
        Write("token.cbor", TokenSamples.Sign(PsaProfile.Rfc9783, TokenSamples.Claims(PsaProfile.Rfc9783) with { Lifecycle = 0x3100, VerificationService = "evil\u001b[2J" }, keyId: [1, 2]));
        var plain = CliRun.Of(_temp.Folder, "attest", "show", "token.cbor");
        Assert.Equal(0, plain.Exit);
        Assert.StartsWith("envelope        COSE_Sign1, ES256, NOT verified here\nkey id          0102\n", plain.Output, StringComparison.Ordinal);
        Assert.Contains("breaks claim-value: lifecycle 0x3100 outside every range", plain.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', plain.Output);
        var json = JsonDocument.Parse(CliRun.Of(_temp.Folder, "attest", "show", "token.cbor", "--json").Output).RootElement;
        Assert.False(json.GetProperty("verified").GetBoolean());
        Write("realm.cbor", TokenSamples.Realm());
        Assert.Contains("cca_platform", CliRun.Of(_temp.Folder, "attest", "show", "realm.cbor").Output, StringComparison.Ordinal);
        Write("cut.cbor", TokenSamples.Token()[..^1]);
        var cut = CliRun.Of(_temp.Folder, "attest", "show", "cut.cbor");
        Assert.Equal(2, cut.Exit);
        Assert.Contains("cbor-truncated", cut.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _temp.Dispose();

    private static string RepositoryText(string relative) => File.ReadAllText(RepositoryRoot.PathOf(relative));

    private string Key()
    {
        using var key = TokenSamples.Key();
        Write("iak.pem", KeyFile.WritePublic(key.PublicKey));
        return "iak.pem";
    }

    private void Write(string name, byte[] content) => File.WriteAllBytes(_temp.PathOf(name), content);
}
