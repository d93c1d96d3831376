using Rootline.Core.Crypto;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp.Container;
using Rootline.Formats.Nxp.Trust;
using Rootline.TestSupport;
using Rootline.Tests.Formats.Nxp.Container;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Trust;

public sealed class TpResponseTests
{
    [Theory]
    [InlineData(0, new byte[0], 384)]
    [InlineData(0, new byte[] { 0, 1 }, 528)]
    [InlineData(1, new byte[] { 0, 1, 2, 3 }, 744)]
    [InlineData(1, new byte[] { 0, 0x10, 0x20 }, 672)]
    [InlineData(1, new byte[] { 0x20 }, 528)]
    public void A_response_round_trips_in_the_length_of_its_keys(int version, byte[] keyIds, int length)
    {
        var bytes = TrustSamples.Response(version, keyIds);

        var response = TpResponse.Parse(bytes).OrThrow();

        Assert.Equal(length, bytes.Length);
        Assert.Equal(bytes, response.Bytes.ToArray());
        Assert.Equal(TrustSamples.DieCertificate(version), response.Statement.DieCertificate.ToArray());
        Assert.Equal(TestKeys.Bytes("challenge", 16), response.Statement.Challenge.ToArray());
        Assert.Equal(TestKeys.Point("agree"), response.Statement.AgreementKey.ToArray());
        Assert.Equal(keyIds, response.Statement.OemKeys.Select(k => k.Id).ToArray());
        Assert.All(response.Statement.OemKeys, k => Assert.Equal(TestKeys.Point($"oem-{k.Id}"), k.Key.ToArray()));
        Assert.True(Judge(bytes, TestKeys.Point(TrustSamples.Production)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void No_changed_byte_is_accepted(int version)
    {
        var production = TestKeys.Point(TrustSamples.Production);
        Assert.All(
            Mutation.ByteChanges(TrustSamples.Response(version, 0, 1)),
            change => Assert.False(Judge(change.Bytes, production), $"offset {change.Offset}"));
    }

    [Fact]
    public void Every_truncation_is_refused() =>
        Assert.All(Mutation.Truncations(TrustSamples.Response(0, 0)), bytes => Assert.False(TpResponse.Parse(bytes).Ok));

    [Theory]
    [InlineData(new byte[] { 1 })] // gap before
    [InlineData(new byte[] { 0, 2 })]
    [InlineData(new byte[] { 1, 0 })] // order
    [InlineData(new byte[] { 0, 0 })] // twice
    [InlineData(new byte[] { 0, 1, 2, 3, 4 })] // too many
    [InlineData(new byte[] { 0x10, 0 })]
    [InlineData(new byte[] { 0x20, 0x10 })]
    [InlineData(new byte[] { 0x10, 0x10 })]
    [InlineData(new byte[] { 0x30 })] // unknown
    public void Key_ids_that_no_flags_ask_for_are_refused(byte[] keyIds) =>
        ContainerReaderTests.Refused("tp-message-form", TpResponse.Parse(TrustSamples.Response(0, keyIds)));

    [Fact]
    public void A_container_of_another_form_is_refused()
    {
        using var key = TestKeys.Of(TrustSamples.Die);
        ReadOnlyMemory<byte> die = TrustSamples.DieCertificate(0), random = TestKeys.Bytes("r", 16), point = TestKeys.Point("p");
        ContainerWriter Head() => new ContainerWriter().Add(PayloadType.DieCertificate, die).Add(PayloadType.Challenge, random);
        ContainerWriter[] others =
        [
            Head(),
            new ContainerWriter().Add(PayloadType.Challenge, random).Add(PayloadType.DieCertificate, die).Add(PayloadType.DeviceAgreementKey, point),
            Head().Add(PayloadType.DeviceAgreementKey, point[1..]),
            Head().Add(PayloadType.DeviceAgreementKey, point, 1),
            Head().Add(PayloadType.DeviceAgreementKey, default(Destination), point),
            Head().Add(PayloadType.DeviceAgreementKey, point).Add(PayloadType.OemKey, point[1..]),
            Head().Add(PayloadType.DeviceAgreementKey, point).Add(PayloadType.OemKey, point, 0x1000),
            Head().Add(PayloadType.DeviceAgreementKey, point).Add(PayloadType.WrapTag, random),
        ];

        Assert.All(others, writer => ContainerReaderTests.Refused("tp-message-form", TpResponse.Parse(writer.Sign(key, TestKeys.Entropy))));
        var whole = Head().Add(PayloadType.DeviceAgreementKey, point);
        ContainerReaderTests.Refused("tp-message-form", TpResponse.Parse(whole.ToBytes()));
        ContainerReaderTests.Refused("tp-message-form", TpResponse.Parse(whole.Protect(AuthenticationType.Hmac256, random.Span)));
        Assert.True(TpResponse.Parse(whole.Sign(key, TestKeys.Entropy)).Ok);
    }

    [Fact]
    public void A_damaged_certificate_inside_is_named()
    {
        using var key = TestKeys.Of(TrustSamples.Die);
        var bytes = TpResponse.Sign(new(new byte[200], new byte[16], TestKeys.Point("p"), []), key, TestKeys.Entropy);

        Assert.StartsWith("DIE certificate: ", TpResponse.Parse(bytes).Fault!.What, StringComparison.Ordinal);
    }

    [VectorTheory]
    [InlineData("card2/tp_response.bin", "card2/y_nxp_prod_cert.der.crt", "card2/y_nxp_glob_attest_puk.pub", 2)]
    [InlineData("traces/x_tp_response.bin", "sample_config_data/nxp_prod_devattest_cert.crt", "sample_config_data/nxp_glob_devattest_cert.crt", 2)]
    public void A_recorded_response_holds_its_chain_and_no_changed_byte_of_it_does(string file, string productionFile, string globalFile, int keys)
    {
        var bytes = Vectors.Read($"spsdk-tp/{file}");
        using var production = KeyFile.ReadPublic(Vectors.Read($"spsdk-tp/{productionFile}")).OrThrow();
        var raw = production.Raw.ToArray();

        Assert.True(IsIssuedBy(productionFile, globalFile));
        Assert.Equal(keys, TpResponse.Parse(bytes).OrThrow().Statement.OemKeys.Count);
        Assert.True(Judge(bytes, raw));
        Assert.All(Mutation.ByteChanges(bytes), change => Assert.False(Judge(change.Bytes, raw), $"offset {change.Offset}"));
        Assert.All(Mutation.Truncations(bytes), shorter => Assert.False(TpResponse.Parse(shorter).Ok));
    }

    [VectorTheory]
    [InlineData("cot/lpc55_devattest.crt")]
    [InlineData("cot/lpc55_devattest.bin")]
    public void The_chain_of_trust_sample_fails_at_the_certificate_of_the_chip_alone(string productionFile)
    {
        var response = TpResponse.Parse(Vectors.Read("spsdk-tp/cot/tp_response.bin")).OrThrow();
        using var production = KeyFile.ReadPublic(Vectors.Read($"spsdk-tp/{productionFile}")).OrThrow();
        using var die = P256PublicKey.FromPoint(response.Die.ResponseKey(ResponseKeyRule.Attestation).Span)!;

        Assert.True(IsIssuedBy("cot/lpc55_devattest.crt", "cot/nxp_glob_devattest.crt"));
        Assert.False(response.Die.IsSignedBy(production));
        Assert.True(response.IsSignedBy(die));
    }

    [VectorFact]
    public void The_dumped_certificate_of_a_target_chains_to_the_card_that_its_folder_says()
    {
        var die = DieCertificate.Parse(Vectors.Read("spsdk-tp/provisioning/target1/npx_die_devattest_id_cert.bin")).OrThrow();
        using var own = KeyFile.ReadPublic(Vectors.Read("spsdk-tp/provisioning/card1/y_nxp_prod_cert.der.crt")).OrThrow();
        using var other = KeyFile.ReadPublic(Vectors.Read("spsdk-tp/provisioning/target1/nxp_prod_devattest_prk.pem")).OrThrow();

        Assert.True(die.IsSignedBy(own));
        Assert.False(die.IsSignedBy(other));
    }

    // What a card checks: the chip's certificate by NXP_PROD, the response by the key inside.
    private static bool Judge(byte[] bytes, byte[] production)
    {
        using var signer = P256PublicKey.FromPoint(production)!;
        if (!TpResponse.Parse(bytes).Try(out var response, out _) || !response.Die.IsSignedBy(signer))
            return false;
        using var die = P256PublicKey.FromPoint(response.Die.ResponseKey(ResponseKeyRule.Attestation).Span);
        return die is not null && response.IsSignedBy(die);
    }

    private static bool IsIssuedBy(string certificateFile, string issuerFile)
    {
        var der = KeyFile.ReadCertificate(Vectors.Read($"spsdk-tp/{certificateFile}")).OrThrow();
        var blob = Rootline.Formats.Nxp.Applet.CertificateBlob.FromCertificate(der, 0).OrThrow();
        using var issuer = KeyFile.ReadPublic(Vectors.Read($"spsdk-tp/{issuerFile}")).OrThrow();
        return issuer.VerifyDer(blob.Tbs, blob.Signature);
    }
}
