using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Files.Keys;
using Rootline.Oem.Custody;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Oem.Custody;

public sealed class FileKeyTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(KeyKind.Rsa2048, SignatureKind.Rsa2048Pss, 32)]
    [InlineData(KeyKind.Rsa3072, SignatureKind.Rsa3072Pss, 32)]
    [InlineData(KeyKind.EcP256, SignatureKind.EcdsaP256, 32)]
    [InlineData(KeyKind.EcP256, SignatureKind.EcdsaP256, 64)]
    [InlineData(KeyKind.EcP384, SignatureKind.EcdsaP384, 48)]
    [InlineData(KeyKind.Ed25519, SignatureKind.Ed25519, 32)]
    [InlineData(KeyKind.Ed25519, SignatureKind.Ed25519, 64)]
    public void A_key_in_a_file_signs_a_digest_that_its_public_key_verifies(KeyKind kind, SignatureKind expected, int length)
    {
        using var signer = Desk(kind).Desk.OpenSigner("key.pem");
        byte[] digest = RandomNumberGenerator.GetBytes(length);
        var algorithm = length switch { 32 => HashAlgorithmName.SHA256, 48 => HashAlgorithmName.SHA384, _ => HashAlgorithmName.SHA512 };

        byte[] signature = signer.SignDigest(algorithm, digest);

        Assert.Equal(expected, signer.Kind);
        Assert.True(SignatureCheck.IsGood(signer.Kind, signer.SubjectPublicKeyInfo, algorithm, digest, signature));
        digest[0] ^= 1;
        Assert.False(SignatureCheck.IsGood(signer.Kind, signer.SubjectPublicKeyInfo, algorithm, digest, signature));
        Assert.Throws<ArgumentException>(() => signer.SignDigest(algorithm, digest.AsSpan(1)));
    }

    [Theory]
    [InlineData(KeyKind.Rsa2048, SignatureKind.Rsa2048Pkcs1)]
    [InlineData(KeyKind.Rsa4096, SignatureKind.Rsa4096Pkcs1)]
    public void Rsa_signs_by_pkcs_1_for_sb2_files(KeyKind kind, SignatureKind expected)
    {
        using var signer = Desk(kind).Desk.OpenSigner("key.pem", new() { Pkcs1 = true });
        using var key = KeySamples.Of(kind);
        using var platform = key.ToRsa();
        byte[] digest = SHA256.HashData("sb2"u8);

        Assert.Equal(expected, signer.Kind);
        Assert.Equal(platform.SignHash(digest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), signer.SignDigest(HashAlgorithmName.SHA256, digest));
        Fault("custody-key-unfit", () => signer.SignDigest(HashAlgorithmName.SHA384, new byte[48]));
    }

    [Theory]
    [InlineData(KeyKind.EcP256, 32)]
    [InlineData(KeyKind.EcP384, 48)]
    public void A_deterministic_signature_is_the_same_each_time_and_another_is_not(KeyKind kind, int length)
    {
        var desk = Desk(kind).Desk;
        using var fixedNonce = desk.OpenSigner("key.pem", new() { Deterministic = true });
        using var drawnNonce = desk.OpenSigner("key.pem");
        var algorithm = length == 32 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA384;
        byte[] digest = new byte[length];

        Assert.Equal(fixedNonce.SignDigest(algorithm, digest), fixedNonce.SignDigest(algorithm, digest));
        Assert.NotEqual(drawnNonce.SignDigest(algorithm, digest), drawnNonce.SignDigest(algorithm, digest));
        Fault("custody-key-unfit", () => fixedNonce.SignDigest(HashAlgorithmName.SHA512, new byte[64]));
    }

    [Fact]
    public void Ed25519_signs_a_message_itself_and_no_other_kind_does()
    {
        using (var signer = Desk(KeyKind.Ed25519).Desk.OpenSigner("key.pem"))
            Assert.True(SignatureCheck.IsGoodOfMessage(signer.SubjectPublicKeyInfo, "message"u8, signer.SignMessage("message"u8)));
        using (var other = Desk(KeyKind.EcP256).Desk.OpenSigner("key.pem"))
            Fault("custody-key-unfit", () => other.SignMessage("message"u8));
    }

    [Fact]
    public void A_key_that_does_not_sign_is_refused()
    {
        Fault("custody-key-unfit", () => Desk(KeyKind.X25519).Desk.OpenSigner("key.pem"));
        Fault("custody-key-unfit", () => Desk(KeyKind.Rsa4096).Desk.OpenSigner("key.pem"));
        Fault("custody-key-unfit", () => Desk(KeyKind.EcP256).Desk.OpenSigner("program:./p?public-key=key.pem", new() { Deterministic = true }));
    }

    [Theory]
    [InlineData("key.pem", "terminal")]
    [InlineData("file:key.pem?password-source=pw.txt", "file")]
    [InlineData("file:key.pem?password-source=env:KEY_PASSWORD", "environment")]
    public void A_password_comes_from_the_terminal_a_file_or_the_environment_and_is_wiped(string reference, string from)
    {
        File.WriteAllBytes(_folder.PathOf("key.pem"), Locked());
        File.WriteAllText(_folder.PathOf("pw.txt"), "pass wörd\r\nsecond line\n");
        var desk = new TestDesk(_folder.Folder) { Variables = { ["KEY_PASSWORD"] = "pass wörd" } };
        desk.Typed.Enqueue("pass wörd");

        using var key = desk.Desk.ReadPrivate(reference);

        Assert.Equal(KeyKind.EcP256, key.Kind);
        Assert.Equal(from == "terminal" ? ["password of key.pem"] : [], desk.Asked);
        Assert.All(desk.Given, s => Assert.Throws<ObjectDisposedException>(() => s.Span.Length));
    }

    [Fact]
    public void Where_no_password_can_be_had_the_fault_says_so()
    {
        File.WriteAllBytes(_folder.PathOf("key.pem"), Locked());
        File.WriteAllText(_folder.PathOf("empty.txt"), "\npass");
        File.WriteAllText(_folder.PathOf("long.txt"), new string('a', SecretFetch.MaxLength + 1));

        Fault("custody-no-secret", () => new TestDesk(_folder.Folder) { IsAttended = false }.Desk.ReadPrivate("key.pem"));
        Fault("custody-no-secret", () => new TestDesk(_folder.Folder).Desk.ReadPrivate("key.pem"));
        Fault("custody-no-secret", () => new TestDesk(_folder.Folder).Desk.ReadPrivate("file:key.pem?password-source=env:NOT_SET"));
        Fault("custody-no-secret", () => new TestDesk(_folder.Folder).Desk.ReadPrivate("file:key.pem?password-source=empty.txt"));
        Fault("custody-no-secret", () => new TestDesk(_folder.Folder).Desk.ReadPrivate("file:key.pem?password-source=long.txt"));
        Fault("file-missing", () => new TestDesk(_folder.Folder).Desk.ReadPrivate("file:key.pem?password-source=nowhere.txt"));
        var mistaken = new TestDesk(_folder.Folder);
        mistaken.Typed.Enqueue("wrong");
        Fault("private-key-password", () => mistaken.Desk.ReadPrivate("key.pem"));
    }

    [Fact]
    public void A_written_key_belongs_to_its_owner_alone_and_never_replaces_another_unasked()
    {
        var desk = new TestDesk(_folder.Folder).Desk;
        using var key = KeyDraw.Draw(KeyKind.Ed25519, new SystemEntropy());
        using var other = KeyDraw.Draw(KeyKind.Ed25519, new SystemEntropy());

        desk.WritePrivate("new.pem", key, null, overwrite: false);
        Fault("custody-file-exists", () => desk.WritePrivate("new.pem", other, null, overwrite: false));
        using (var kept = desk.ReadPrivate("new.pem"))
            Assert.Equal(key.Raw.ToArray(), kept.Raw.ToArray());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.PathOf("new.pem")));

        using (var password = Secret.CopyOf("secret"u8))
            desk.WritePrivate("new.pem", other, password, overwrite: true);
        var asking = new TestDesk(_folder.Folder);
        asking.Typed.Enqueue("secret");
        using var replaced = asking.Desk.ReadPrivate("new.pem");
        Assert.Equal(other.Raw.ToArray(), replaced.Raw.ToArray());
        Assert.Equal(["new.pem"], Directory.EnumerateFiles(_folder.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_new_password_is_typed_twice_and_both_must_be_the_same()
    {
        var desk = new TestDesk(_folder.Folder);
        foreach (string typed in (string[])["one", "one", "one", "two"])
            desk.Typed.Enqueue(typed);

        using (var password = desk.Desk.Secrets.FetchTwice(null, "password"))
            Assert.True(password.FixedTimeEquals("one"u8));
        Fault("custody-no-secret", () => desk.Desk.Secrets.FetchTwice(null, "password"));
    }

    [Fact]
    public void Keys_of_every_kind_are_drawn_and_a_seed_gives_the_same_ones()
    {
        foreach (var kind in (KeyKind[])[KeyKind.EcP256, KeyKind.EcP384, KeyKind.Ed25519, KeyKind.X25519, KeyKind.Rsa2048])
        {
            using var one = KeyDraw.Draw(kind, new SeededEntropy(7));
            using var same = KeyDraw.Draw(kind, new SeededEntropy(7));
            Assert.Equal(kind, one.Kind);
            Assert.Equal(one.Raw.ToArray(), same.Raw.ToArray());
        }

        using var big = KeyDraw.Draw(KeyKind.Rsa3072, new SystemEntropy());
        Assert.Equal(KeyKind.Rsa3072, big.Kind);
    }

    internal static void Fault(string code, Action action) => Assert.Equal(code, Assert.Throws<FaultException>(action).Fault.Code.Id);

    private static byte[] Locked()
    {
        using var key = KeySamples.Of(KeyKind.EcP256);
        using var platform = key.ToEcdsa();
        var terms = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 3);
        return System.Text.Encoding.ASCII.GetBytes(platform.ExportEncryptedPkcs8PrivateKeyPem("pass wörd"u8, terms));
    }

    private TestDesk Desk(KeyKind kind)
    {
        File.WriteAllBytes(_folder.PathOf("key.pem"), KeySamples.File(kind));
        return new(_folder.Folder);
    }
}
