using System.Security.Cryptography;
using System.Text;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;
using Rootline.Formats.Files.Keys;
using Rootline.Oem.Custody.Programs;
using Rootline.TestSupport;
using Rootline.Tests.Formats.Nxp.Container;
using Xunit;

namespace Rootline.Tests.Oem.Custody;

/// <summary>Programs that sign, here as shell scripts; tests with real tools are among those of the peers.</summary>
public sealed class ProgramKeyTests : IDisposable
{
    // Not the script itself: while another test starts a program, a file that was just written cannot be.
    private const string Reference = "program:/bin/sh?public-key=pub.pem&arg=";

    private static readonly byte[] Digest = SHA256.HashData("image"u8);

    private readonly TempFolder _folder = new();

    public ProgramKeyTests()
    {
        using var key = KeySamples.Of(KeyKind.Ed25519);
        File.WriteAllBytes(_folder.PathOf("pub.pem"), PublicKeyFile.Write(key.PublicKey));
    }

    private string Sign => Reference + _folder.PathOf("sign");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_program_is_asked_in_one_line_and_its_signature_is_used()
    {
        Script($"cat > request.txt\nprintf '%s\\n' \"$@\" > arguments.txt\necho '{Answer()}'");
        using var signer = new TestDesk(_folder.Folder).Desk.OpenSigner(Sign + "&arg=a%20b&arg=$HOME;x");

        byte[] signature = signer.SignDigest(HashAlgorithmName.SHA256, Digest);

        Assert.True(SignatureCheck.IsGood(SignatureKind.Ed25519, signer.SubjectPublicKeyInfo, HashAlgorithmName.SHA256, Digest, signature));
        string expected = $"{{\"rootline-sign\":1,\"kind\":\"ed25519\",\"publicKey\":\"{Convert.ToHexStringLower(SHA256.HashData(signer.SubjectPublicKeyInfo))}\",\"hash\":\"sha256\",\"digest\":\"{Convert.ToHexStringLower(Digest)}\"}}\n";
        Assert.Equal(expected, File.ReadAllText(_folder.PathOf("request.txt")));
        Assert.Equal("a b\n$HOME;x\n", File.ReadAllText(_folder.PathOf("arguments.txt")));
    }

    [Fact]
    public void A_signature_that_does_not_verify_is_never_used()
    {
        Script($"cat > /dev/null; echo '{Answer()}'");
        using var signer = new TestDesk(_folder.Folder).Desk.OpenSigner(Sign);

        FileKeyTests.Fault("custody-bad-signature", () => signer.SignDigest(HashAlgorithmName.SHA256, SHA256.HashData("another"u8)));
        FileKeyTests.Fault("custody-bad-signature", () => signer.SignMessage("message"u8));
    }

    [Theory]
    [InlineData("cat > /dev/null; printf 'slot \\033[31m7 is empty\\n' >&2; exit 3", "sign-program-failed", "ended with 3; it said: slot [31m7 is empty")]
    [InlineData("exit 0", "sign-program-answer", "there is no answer")]
    [InlineData("echo signature", "sign-program-answer", "not JSON")]
    [InlineData("head -c 100000 /dev/zero", "sign-program-answer", "more than")]
    [InlineData("echo '{\"rootline-sign\":2,\"signature\":\"AA==\"}'", "sign-program-answer", "version")]
    [InlineData("echo '{\"rootline-sign\":1,\"signature\":\"AA\"}'", "sign-program-answer", "Base64")]
    [InlineData("echo '{\"rootline-sign\":1,\"signature\":\"AA==\",\"more\":1}'", "sign-program-answer", "two members")]
    [InlineData("kill -9 $$", "sign-program-failed", "ended with 137")]
    public void Whatever_a_program_does_wrong_has_its_fault(string script, string code, string says)
    {
        Script(script);
        using var signer = new TestDesk(_folder.Folder).Desk.OpenSigner(Sign);

        var fault = Assert.Throws<FaultException>(() => signer.SignDigest(HashAlgorithmName.SHA256, Digest)).Fault;

        Assert.Equal(code, fault.Code.Id);
        Assert.Contains(says, fault.What, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', fault.What);
        Assert.Equal(ExitCode.Peer, fault.Code.Exit);
    }

    [Theory]
    [InlineData("sleep 60")]
    [InlineData("cat > /dev/null; sleep 60 & sleep 60")]
    [InlineData("sleep 60 & exit 0")]
    public void A_program_that_does_not_end_is_ended(string script)
    {
        Script(script);
        using var signer = new TestDesk(_folder.Folder).Desk.OpenSigner(Sign + "&seconds=1");

        FileKeyTests.Fault("sign-program-late", () => signer.SignDigest(HashAlgorithmName.SHA256, Digest));
    }

    [Fact]
    public void A_program_that_reads_nothing_is_no_reason_to_wait()
    {
        Script($"exec < /dev/null; echo '{Answer(new byte[4 << 20])}'");
        using var signer = new TestDesk(_folder.Folder).Desk.OpenSigner(Sign);

        Assert.Equal(64, signer.SignMessage(new byte[4 << 20]).Length);
    }

    [Fact]
    public void A_program_that_cannot_be_started_is_the_operators_fault()
    {
        using var absent = new TestDesk(_folder.Folder).Desk.OpenSigner("program:./absent?public-key=pub.pem");

        FileKeyTests.Fault("sign-program-start", () => absent.SignDigest(HashAlgorithmName.SHA256, Digest));
        FileKeyTests.Fault("file-missing", () => new TestDesk(_folder.Folder).Desk.OpenSigner("program:./sign?public-key=nowhere.pem"));
        FileKeyTests.Fault("custody-key-stays", () => new TestDesk(_folder.Folder).Desk.ReadPrivate(Sign));
    }

    [Fact]
    public void Every_altered_and_shortened_answer_is_refused_or_read_without_a_crash()
    {
        byte[] answer = Encoding.ASCII.GetBytes(Answer());
        for (int i = 0; i < answer.Length; i++)
        {
            ContainerReaderTests.Refused("sign-program-answer", SignAnswer.Read(answer.AsMemory(0, i)));
            byte[] altered = [.. answer];
            altered[i] ^= 0x10;
            Assert.True(SignAnswer.Read(altered).Ok || SignAnswer.Read(altered).Fault!.Code.Id == "sign-program-answer");
        }
    }

    private static string Answer(byte[]? message = null)
    {
        using var key = KeySamples.Of(KeyKind.Ed25519);
        return $"{{\"rootline-sign\":1,\"signature\":\"{Convert.ToBase64String(Ed25519.Sign(key.Raw, message ?? Digest))}\"}}";
    }

    private void Script(string text) => File.WriteAllText(_folder.PathOf("sign"), $"cd '{_folder.Folder}'\n{text}\n");
}
