using Rootline.Core.Crypto;
using Rootline.Formats.Nxp.Container;
using Rootline.Formats.Nxp.Trust;
using Rootline.Tests.Formats.Nxp.Container;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Trust;

public sealed class DieCertificateTests
{
    [Theory]
    [InlineData(0, 200, "00000133C0000000")]
    [InlineData(1, 272, "0000013308010000")]
    public void A_certificate_round_trips_in_the_length_of_its_version(int version, int length, string header)
    {
        using var signer = TestKeys.Of(TrustSamples.Production);
        var bytes = TrustSamples.DieCertificate(version);

        var die = DieCertificate.Parse(bytes).OrThrow();

        Assert.Equal(length, bytes.Length);
        Assert.Equal(Convert.FromHexString(header), bytes[..8]);
        Assert.Equal(version, die.Version);
        Assert.Equal(TestKeys.Point(TrustSamples.Die), die.IdKey.ToArray());
        Assert.Equal(TestKeys.Bytes("ecid", 16), die.Identity.Ecid.ToArray());
        Assert.Equal(TestKeys.Bytes("uuid", 16), die.Identity.Uuid.ToArray());
        Assert.Equal(TestKeys.Point(version == 0 ? TrustSamples.Die : TrustSamples.Attestation), die.ResponseKey(ResponseKeyRule.Attestation).ToArray());
        Assert.Equal(TestKeys.Point(TrustSamples.Die), die.ResponseKey(ResponseKeyRule.Identity).ToArray());
        Assert.Equal(bytes, die.Bytes.ToArray());
        Assert.True(die.IsSignedBy(signer.PublicKey));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void No_changed_byte_is_accepted(int version)
    {
        using var signer = TestKeys.Of(TrustSamples.Production);
        Assert.All(
            Mutation.ByteChanges(TrustSamples.DieCertificate(version)),
            change => Assert.False(DieCertificate.Parse(change.Bytes).Try(out var die, out _) && die.IsSignedBy(signer.PublicKey), $"offset {change.Offset}"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Every_truncation_is_refused(int version) =>
        Assert.All(Mutation.Truncations(TrustSamples.DieCertificate(version)), bytes => Assert.False(DieCertificate.Parse(bytes).Ok));

    public static TheoryData<string> WrongForms => new("no signature", "another code", "order", "extra", "destination", "short key", "long number", "doubled", "five entries");

    [Theory]
    [MemberData(nameof(WrongForms))]
    public void A_container_of_another_form_is_refused(string form)
    {
        using var signer = TestKeys.Of(TrustSamples.Production);
        ReadOnlyMemory<byte> key = TestKeys.Point("k"), number = TestKeys.Bytes("n", 16);
        ContainerWriter Full() => new ContainerWriter().Add(PayloadType.DieIdKey, key).Add(PayloadType.DieEcid, number).Add(PayloadType.DieUuid, number);
        var bytes = form switch
        {
            "no signature" => Full().ToBytes(),
            "another code" => Full().Protect(AuthenticationType.Crc32, default),
            "doubled" => Full().Add(PayloadType.DieUuid, number).Sign(signer, TestKeys.Entropy),
            "five entries" => Full().Add(PayloadType.DieUuid, number).Add(PayloadType.DieUuid, number).Sign(signer, TestKeys.Entropy),
            "order" => Three(signer, w => w.Add(PayloadType.DieIdKey, key).Add(PayloadType.DieUuid, number).Add(PayloadType.DieEcid, number)),
            "extra" => Three(signer, w => w.Add(PayloadType.DieIdKey, key).Add(PayloadType.DieEcid, number, 1).Add(PayloadType.DieUuid, number)),
            "destination" => Three(signer, w => w.Add(PayloadType.DieIdKey, key).Add(PayloadType.DieEcid, default(Destination), number).Add(PayloadType.DieUuid, number)),
            "short key" => Three(signer, w => w.Add(PayloadType.DieIdKey, key[1..]).Add(PayloadType.DieEcid, number).Add(PayloadType.DieUuid, number)),
            _ => Three(signer, w => w.Add(PayloadType.DieIdKey, key).Add(PayloadType.DieEcid, number).Add(PayloadType.DieUuid, key)),
        };

        ContainerReaderTests.Refused("tp-message-form", DieCertificate.Parse(bytes));
    }

    private static byte[] Three(P256PrivateKey signer, Func<ContainerWriter, ContainerWriter> fill) =>
        fill(new ContainerWriter()).Sign(signer, TestKeys.Entropy);
}
