using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Secrets;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp.Trust;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Trust;

/// <summary>Whole sessions recorded from the original, with the numbers that it computed.</summary>
public sealed class RecordedSessionTests
{
    [VectorFact]
    public void A_card_comes_to_the_keys_and_the_ciphertext_of_the_original()
    {
        var response = TpResponse.Parse(Read("card2/tp_response.bin")).OrThrow();
        using var ephemeral = KeyFile.ReadPrivate(Read("card2/x_edh_private.pem")).OrThrow();
        using var peer = P256PublicKey.FromPoint(response.Statement.AgreementKey.Span)!;
        using var shared = ephemeral.Agree(peer);
        using var keys = SessionKeys.Derive(shared.Span, SessionConstants.Virtual);
        using var secrets = new ProvisionedSecrets
        {
            SbKek = Kek("card2/y_sb_kek.txt"),
            UserKek = Kek("card2/y_user_kek.txt"),
            Cfpa = Secret.CopyOf(Read("card2/y_cfpa.bin")),
            Cmpa = Secret.CopyOf(Read("card2/y_cmpa.bin")),
        };
        using var plaintext = secrets.ToPlaintext(default);

        var envelope = Envelope.Seal(plaintext, keys, Envelope.MakeIv(SessionConstants.Virtual, 999_999));

        Assert.Equal("1ce9bf8fd2a8658b50409b7565a38535", Hex(response.Statement.Challenge.Span));
        Assert.Equal("ecf16579c3fff65bd441b965d04df502c369da9a97515377c89ff3bbea007d38", Hex(shared.Span));
        Assert.All([keys.KeyWrap, keys.Encryption, keys.Mac], key => Assert.Equal("cf2f3d5c2e64ca59630f44b6f7fb91b6", Hex(key.Span)));
        Assert.Equal("0102030405060708090a0b0c000f423f", Hex(envelope.Iv.Span));
        Assert.Equal(1128, envelope.Ciphertext.Length);
        Assert.Equal("102af8ac0e7a82083d37e3968d7a2859", Hex(envelope.Tag.Span));
        Assert.Equal("fdbc1e841b2549686d8bb45c0e7dd3715a8f37badcd1010df02fb87e81b1da9f", Hex(SHA256.HashData(envelope.Ciphertext.Span)));
    }

    [VectorFact]
    public void A_target_opens_the_wrapped_data_of_the_original()
    {
        var wrapped = WrappedData.Parse(Read("target1/wrap_data.bin")).OrThrow();
        using var keys = TargetKeys(wrapped, out string shared);
        using var plaintext = wrapped.Content.Envelope.Open(keys).OrThrow();
        using var secrets = ProvisionedSecrets.Parse(plaintext, keys.KeyWrap.Span).OrThrow();

        Assert.True(IsSignedBy(wrapped, "target1/target1/nxp_prod_card_auth_puk.pem"));
        Assert.Equal("37348367eaa3810118efed180c458809300f6f43fe3769c066629d57f7e7a798", shared);
        Assert.All([keys.KeyWrap, keys.Encryption, keys.Mac], key => Assert.Equal("e66507076841eab93b2d7a691d660b13", Hex(key.Span)));
        Assert.Equal("0102030405060708090a0b0c000f4240", Hex(wrapped.Content.Envelope.Iv.Span));
        Assert.Equal("982d86e835f9c6cca92c3fcfbfcfad1e", Hex(wrapped.Content.Envelope.Tag.Span));
        Assert.Equal(1128, plaintext.Length);
        Assert.Equal("6bbc46fb25267467fe7fe0b24367f2cee3f2f152e8b6eba3dd0b9ad2c5a80412", Hex(SHA256.HashData(plaintext.Span)));
        Assert.Equal("32a72d4c205282a87a056bdb0fbcd0d3b38509dcea56b719e49234bd991e70ac", Hex(secrets.SbKek!.Span));
        Assert.Equal("afaeadacabaaa9a8a7a6a5a4a3a2a1a0afaeadacabaaa9a8a7a6a5a4a3a2a1a0", Hex(secrets.UserKek!.Span));
        Assert.True(secrets.Cfpa!.FixedTimeEquals(Read("target1/target1/x_cfpa.bin")));
        Assert.True(secrets.Cmpa!.FixedTimeEquals(Read("target1/target1/x_cmpa.bin")));
        Assert.Empty(wrapped.Content.OemCertificates);
        Assert.Equal(3u, wrapped.Content.Counter);
        Assert.Equal("ad2f1e69dc4eeb9c0d400e90e52df1a0b1df88fbe3e4deca5e80e2bb439ac5c1", Hex(RecordHash(wrapped.Content)));
        Assert.Equal(64, wrapped.Content.LogSignature.Length);
        Assert.True(IsLogged(wrapped.Content, "audit_log_v1/oem_log_puk.pub"));
    }

    [VectorFact]
    public void The_key_in_the_chip_is_the_text_file_reversed()
    {
        using var text = KeyFile.ReadKek(Read("sample_config_data/sb_kek_example.txt")).OrThrow();
        text.Span.Reverse();

        Assert.Equal("32a72d4c205282a87a056bdb0fbcd0d3b38509dcea56b719e49234bd991e70ac", Hex(text.Span));
    }

    [VectorFact]
    public void Wrapped_data_with_certificates_is_read_to_its_last_field()
    {
        var wrapped = WrappedData.Parse(Read("audit_log/x_wrapped_data.bin")).OrThrow();
        var content = wrapped.Content;

        Assert.Equal(2992, wrapped.Bytes.Length);
        Assert.True(IsSignedBy(wrapped, "provisioning/target1/nxp_prod_card_auth_puk.pem"));
        Assert.Equal(
            [(0, 0x10040000u), (1, 0x10041000u), (2, 0x10042000u)], content.OemCertificates.Select(c => ((int)c.KeyId, c.Address)).ToArray());
        Assert.Equal("QNXPOAPFW1.0", System.Text.Encoding.ASCII.GetString(content.Envelope.Iv.Span[..12]));
        Assert.Equal([0, 0, 0, 1], content.Envelope.Iv[12..].ToArray());
        Assert.Equal(1u, content.Counter);
        Assert.Equal("0a9ae941a4f7fa64ee58da4228a737f5d923740c433fc9869e214bc5be9ce671", Hex(RecordHash(content)));
        Assert.True(IsLogged(content, "audit_log/oem_log_puk.pub"));
        using var production = KeyFile.ReadPublic(Read("card2/y_nxp_prod_devattest_puk.pem")).OrThrow();
        Assert.True(DieCertificate.Parse(content.DieCertificate).OrThrow().IsSignedBy(production));
    }

    [VectorFact]
    public void The_recorded_conversation_holds_together()
    {
        var challenge = TpChallenge.Parse(Read("traces/x_challenge.bin")).OrThrow();
        var response = TpResponse.Parse(Read("traces/x_tp_response.bin")).OrThrow();
        var wrapped = WrappedData.Parse(Read("traces/x_wrapped_data.bin")).OrThrow();

        Assert.Equal(challenge.Random.ToArray(), response.Statement.Challenge.ToArray());
        Assert.Equal(OemKeyFlags.Parse(challenge.KeyFlags, 0).OrThrow().KeyIds.ToArray(), response.Statement.OemKeys.Select(k => k.Id).ToArray());
        Assert.Equal(response.Statement.DieCertificate.ToArray(), wrapped.Content.DieCertificate.ToArray());
        Assert.Equal(response.Statement.OemKeys.Select(k => k.Id), wrapped.Content.OemCertificates.Select(c => c.KeyId));
        Assert.True(IsSignedBy(wrapped, "sample_config_data/nxp_prod_card_auth_puk.pem"));
        Assert.True(IsLogged(wrapped.Content, "sample_config_data/oem_log_puk.pem"));
    }

    [VectorTheory]
    [InlineData("audit_log/x_wrapped_data.bin", "provisioning/target1/nxp_prod_card_auth_puk.pem")]
    [InlineData("target1/wrap_data.bin", "target1/target1/nxp_prod_card_auth_puk.pem")]
    [InlineData("traces/x_wrapped_data.bin", "sample_config_data/nxp_prod_card_auth_puk.pem")]
    public void No_changed_byte_of_recorded_wrapped_data_is_accepted(string file, string keyFile)
    {
        using var key = KeyFile.ReadPublic(Read(keyFile)).OrThrow();
        var bytes = Read(file);

        Assert.True(WrappedData.Parse(bytes).OrThrow().IsSignedBy(key));
        Assert.All(
            Mutation.ByteChanges(bytes),
            change => Assert.False(WrappedData.Parse(change.Bytes).Try(out var wrapped, out _) && wrapped.IsSignedBy(key), $"offset {change.Offset}"));
        Assert.All(Mutation.Truncations(bytes), shorter => Assert.False(WrappedData.Parse(shorter).Ok));
    }

    private static SessionKeys TargetKeys(WrappedData wrapped, out string sharedHex)
    {
        using var ephemeral = KeyFile.ReadPrivate(Read("target1/target1/x_edh_private.pem")).OrThrow();
        using var peer = P256PublicKey.FromPoint(wrapped.Content.AgreementKey.Span)!;
        using var shared = ephemeral.Agree(peer);
        sharedHex = Hex(shared.Span);
        return SessionKeys.Derive(shared.Span, SessionConstants.Virtual);
    }

    // The samples' KEK files of a card are kept in the order of the chip already.
    private static Secret Kek(string file) => KeyFile.ReadKek(Read(file)).OrThrow();

    private static byte[] RecordHash(WrappedContent content)
    {
        byte[] counter = [(byte)(content.Counter >> 24), (byte)(content.Counter >> 16), (byte)(content.Counter >> 8), (byte)content.Counter];
        var certificates = content.OemCertificates.SelectMany(c => c.Der.ToArray());
        return SHA256.HashData([.. content.DieCertificate.Span, .. certificates, .. counter, .. content.StartHash.Span]);
    }

    private static bool IsLogged(WrappedContent content, string keyFile)
    {
        using var key = KeyFile.ReadPublic(Read(keyFile)).OrThrow();
        var signature = content.LogSignature.Span;
        return signature.Length == P256.SignatureLength ? key.Verify(RecordHash(content), signature) : key.VerifyDer(RecordHash(content), signature);
    }

    private static bool IsSignedBy(WrappedData wrapped, string keyFile)
    {
        using var key = KeyFile.ReadPublic(Read(keyFile)).OrThrow();
        return wrapped.IsSignedBy(key);
    }

    private static byte[] Read(string file) => Vectors.Read($"spsdk-tp/{file}");

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
}
