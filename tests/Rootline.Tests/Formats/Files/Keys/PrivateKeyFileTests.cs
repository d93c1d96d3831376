using System.Security.Cryptography;
using System.Text;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Formats.Files.Keys;
using Rootline.TestSupport;
using Rootline.Tests.Formats.Nxp.Container;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Formats.Files.Keys;

public sealed class PrivateKeyFileTests(ITestOutputHelper output)
{
    private static readonly byte[] Password = "pass wörd"u8.ToArray();

    public static TheoryData<KeyKind> Kinds => [.. Enum.GetValues<KeyKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_key_of_every_kind_is_read_back_from_what_was_written(KeyKind kind)
    {
        using var key = KeySamples.Of(kind);
        using var plain = PrivateKeyFile.Write(key);

        using var again = PrivateKeyFile.Read(plain.Span, null).OrThrow();

        Assert.False(PrivateKeyFile.IsEncrypted(plain.Span));
        Assert.Equal(key.Raw.ToArray(), again.Raw.ToArray());
        Assert.Equal(key.PublicKey.Spki.ToArray(), again.PublicKey.Spki.ToArray());
        Assert.Equal(kind, KeyKinds.Named(kind.Name()));
    }

    [Fact]
    public void The_platform_and_we_open_an_encrypted_file_with_the_password()
    {
        using var key = KeySamples.Of(KeyKind.EcP256);
        using var password = Secret.CopyOf(Password);
        using var locked = PrivateKeyFile.WriteEncrypted(key, password, new SeededEntropy(1));
        using var platform = ECDsa.Create();

        platform.ImportFromEncryptedPem(Encoding.ASCII.GetString(locked.Span), Password);
        using var again = PrivateKeyFile.Read(locked.Span, password.Copy).OrThrow();

        Assert.True(PrivateKeyFile.IsEncrypted(locked.Span));
        Assert.Equal(key.Raw.ToArray(), again.Raw.ToArray());

        Assert.Equal(key.PublicKey.Spki.ToArray(), platform.ExportSubjectPublicKeyInfo());
    }

    [Theory]
    [InlineData(PbeEncryptionAlgorithm.Aes128Cbc, "SHA1")]
    [InlineData(PbeEncryptionAlgorithm.Aes192Cbc, "SHA256")]
    [InlineData(PbeEncryptionAlgorithm.Aes256Cbc, "SHA384")]
    [InlineData(PbeEncryptionAlgorithm.Aes256Cbc, "SHA512")]
    public void Files_that_the_platform_encrypted_are_opened(PbeEncryptionAlgorithm cipher, string hash)
    {
        using var key = KeySamples.Of(KeyKind.EcP384);
        using var platform = key.ToEcdsa();
        byte[] file = Encoding.ASCII.GetBytes(platform.ExportEncryptedPkcs8PrivateKeyPem(Password, new PbeParameters(cipher, new(hash), 3)));

        using var again = PrivateKeyFile.Read(file, () => Secret.CopyOf(Password)).OrThrow();

        Assert.Equal(key.Raw.ToArray(), again.Raw.ToArray());
    }

    [Fact]
    public void A_wrong_password_and_a_missing_one_are_different_faults()
    {
        byte[] file = Locked();

        ContainerReaderTests.Refused("private-key-password", PrivateKeyFile.Read(file, () => Secret.CopyOf("wrong"u8)));
        ContainerReaderTests.Refused("private-key-encrypted", PrivateKeyFile.Read(file, null));
        ContainerReaderTests.Refused("private-key-encrypted", PublicKeyFile.Read(file, null));
    }

    [Fact]
    public void No_wrong_password_is_ever_taken_for_the_right_one()
    {
        byte[] file = Locked();
        const int tries = 2000; // one in 256 leaves a padding that looks right
        for (int i = 0; i < tries; i++)
            ContainerReaderTests.Refused("private-key-password", PrivateKeyFile.Read(file, () => Secret.CopyOf(BitConverter.GetBytes(i))));
        output.Tell($"wrong passwords refused: {tries}");
    }

    [Fact]
    public void A_password_is_asked_for_only_where_one_is_wanted_and_wiped_afterwards()
    {
        using var key = KeySamples.Of(KeyKind.Ed25519);
        using var plain = PrivateKeyFile.Write(key);
        var typed = Secret.CopyOf(Password);

        using (PrivateKeyFile.Read(plain.Span, () => throw new InvalidOperationException()).OrThrow())
        using (PrivateKeyFile.Read(Locked(), () => typed).OrThrow())
            Assert.Throws<ObjectDisposedException>(() => typed.Span.Length);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_altered_and_every_shortened_key_is_refused_or_read_without_a_crash(KeyKind kind)
    {
        using var key = KeySamples.Of(kind);
        using var der = PrivateKeyForms.Pkcs8(key);
        byte[] bytes = der.Span.ToArray();
        int step = kind.IsRsa() ? 7 : 1;
        int cases = 0;
        for (int i = 0; i < bytes.Length; i += step, cases += 2)
        {
            Assert.False(PrivateKeyFile.Read(bytes.AsSpan(0, i), null).Ok);
            byte[] altered = [.. bytes];
            altered[i] ^= 0x41;
            if (PrivateKeyFile.Read(altered, null).Try(out var other, out _))
                other.Dispose();
        }

        Assert.False(PrivateKeyFile.Read([.. bytes, 0], null).Ok);
        output.Tell($"altered and shortened {kind.Name()} keys: {cases}");
    }

    [Fact]
    public void Every_altered_and_every_shortened_encrypted_file_is_refused_or_opens_to_the_same_key()
    {
        using var key = KeySamples.Of(KeyKind.EcP256);
        byte[] file = Locked();
        for (int i = 0; i < file.Length; i++)
        {
            byte[] altered = [.. file];
            altered[i] ^= 1;
            Same(key, altered);
            Same(key, file[..i]);
        }

        output.Tell($"altered and shortened encrypted files: {2 * file.Length}");
    }

    [Fact]
    public void A_file_that_wants_endless_rounds_is_refused_before_they_are_counted()
    {
        using var key = KeySamples.Of(KeyKind.EcP256);
        using var platform = key.ToEcdsa();
        byte[] der = platform.ExportEncryptedPkcs8PrivateKey(Password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 0x010203));
        int at = der.AsSpan().IndexOf((ReadOnlySpan<byte>)[2, 3, 1, 2, 3]);
        der[at + 2] = 0x7F;
        using var pem = Rootline.Formats.Files.PemText.Encode("ENCRYPTED PRIVATE KEY", der);

        ContainerReaderTests.Refused("private-key-form", PrivateKeyFile.Read(pem.Span, () => Secret.CopyOf(Password)));
    }

    [Fact]
    public void A_public_key_is_no_private_key()
    {
        using var key = KeySamples.Of(KeyKind.Ed25519);

        ContainerReaderTests.Refused("private-key-public", PrivateKeyFile.Read(PublicKeyFile.Write(key.PublicKey), null));
        ContainerReaderTests.Refused("private-key-form", PrivateKeyFile.Read("text"u8, null));
        ContainerReaderTests.Refused("public-key-form", PublicKeyFile.Read("text"u8, null));
    }

    [Fact]
    public void Keys_of_other_sizes_and_curves_are_refused()
    {
        using var small = RSA.Create(1024);
        using var p521 = ECDsa.Create(ECCurve.NamedCurves.nistP521);
        byte[][] files = [small.ExportPkcs8PrivateKey(), small.ExportRSAPrivateKey(), p521.ExportPkcs8PrivateKey(), p521.ExportECPrivateKey()];

        Assert.All(files, f => ContainerReaderTests.Refused("private-key-form", PrivateKeyFile.Read(f, null)));
        Assert.All([small.ExportSubjectPublicKeyInfo(), p521.ExportSubjectPublicKeyInfo()], f => ContainerReaderTests.Refused("public-key-form", PublicKeyFile.Read(f, null)));
    }

    [Fact]
    public void A_key_whose_halves_do_not_belong_together_is_refused()
    {
        using var one = KeySamples.Of(KeyKind.EcP256);
        using var other = PrivateKey.FromScalar(KeyKind.EcP256, SHA256.HashData("other"u8))!;
        using var der = PrivateKeyForms.Sec1(one);
        byte[] mixed = [.. der.Span[..^65], .. other.PublicKey.Raw];

        ContainerReaderTests.Refused("private-key-form", PrivateKeyFile.Read(mixed, null));
    }

    private static void Same(PrivateKey key, byte[] file)
    {
        if (!PrivateKeyFile.Read(file, () => Secret.CopyOf(Password)).Try(out var other, out _))
            return;
        using (other)
            Assert.Equal(key.Raw.ToArray(), other.Raw.ToArray());
    }

    private static byte[] Locked()
    {
        using var key = KeySamples.Of(KeyKind.EcP256);
        using var platform = key.ToEcdsa();
        return Encoding.ASCII.GetBytes(platform.ExportEncryptedPkcs8PrivateKeyPem(Password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 3)));
    }
}
