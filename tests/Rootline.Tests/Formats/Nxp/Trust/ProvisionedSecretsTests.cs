using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Container;
using Rootline.Formats.Nxp.Trust;
using Rootline.Tests.Formats.Nxp.Container;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Trust;

public sealed class ProvisionedSecretsTests
{
    private static readonly byte[] KeyWrap = TestKeys.Bytes("key-wrap", 16);

    [Theory]
    [InlineData(false, 1128)]
    [InlineData(true, 1144)]
    public void Keys_and_pages_round_trip_plain_and_wrapped(bool wrapped, int length)
    {
        using var secrets = TrustSamples.Secrets;
        using var plaintext = secrets.ToPlaintext(wrapped ? KeyWrap : []);

        using var read = ProvisionedSecrets.Parse(plaintext, KeyWrap).OrThrow();

        Assert.Equal(length, plaintext.Length);
        Assert.True(read.SbKek!.FixedTimeEquals(secrets.SbKek!.Span));
        Assert.True(read.UserKek!.FixedTimeEquals(secrets.UserKek!.Span));
        Assert.True(read.Cfpa!.FixedTimeEquals(secrets.Cfpa!.Span));
        Assert.True(read.Cmpa!.FixedTimeEquals(secrets.Cmpa!.Span));
        Assert.Null(read.ProvisioningData);
        Assert.Equal(!wrapped, plaintext.Span.IndexOf(secrets.SbKek.Span) >= 0);
    }

    [Fact]
    public void Provisioning_data_round_trips_alone()
    {
        using var secrets = new ProvisionedSecrets { ProvisioningData = Secret.CopyOf(TestKeys.Bytes("sb3", 1004)) };
        using var plaintext = secrets.ToPlaintext(KeyWrap);

        using var read = ProvisionedSecrets.Parse(plaintext, default).OrThrow();

        Assert.True(read.ProvisioningData!.FixedTimeEquals(secrets.ProvisioningData.Span));
        Assert.Null(read.SbKek);
        Assert.Null(read.Cmpa);
    }

    [Fact]
    public void A_wrapped_key_opens_with_its_wrapping_key_alone()
    {
        using var secrets = TrustSamples.Secrets;
        using var plaintext = secrets.ToPlaintext(KeyWrap);

        ContainerReaderTests.Refused("tp-unwrap", ProvisionedSecrets.Parse(plaintext, TestKeys.Bytes("other", 16)));
        ContainerReaderTests.Refused("tp-unwrap", ProvisionedSecrets.Parse(plaintext, default));
    }

    [Fact]
    public void Every_changed_byte_of_a_wrapped_key_is_refused()
    {
        using var secrets = TrustSamples.Secrets;
        using var plaintext = secrets.ToPlaintext(KeyWrap);
        Assert.All(Enumerable.Range(16, 40).Concat(Enumerable.Range(64, 40)), offset =>
        {
            using var changed = plaintext.Copy();
            changed.Span[offset] ^= 0x40;
            ContainerReaderTests.Refused("tp-unwrap", ProvisionedSecrets.Parse(changed, KeyWrap));
        });
    }

    [Fact]
    public void What_was_read_is_wiped_with_it()
    {
        using var plaintext = TrustSamples.Secrets.ToPlaintext(default);
        var read = ProvisionedSecrets.Parse(plaintext, default).OrThrow();
        read.Dispose();

        Assert.All([read.SbKek!, read.UserKek!, read.Cfpa!, read.Cmpa!], s => Assert.Throws<ObjectDisposedException>(() => s.Memory));
    }

    [Fact]
    public void A_plaintext_of_another_form_is_refused()
    {
        ReadOnlyMemory<byte> kek = new byte[32], page = new byte[512];
        ContainerWriter Keys() => new ContainerWriter().Add(PayloadType.SbKek, kek).Add(PayloadType.UserKek, kek);
        ContainerWriter Full() => Keys().Add(PayloadType.Cfpa, page).Add(PayloadType.Cmpa, page);
        byte[][] others =
        [
            new ContainerWriter().ToBytes(),
            Keys().ToBytes(),
            Keys().Add(PayloadType.Cmpa, page).Add(PayloadType.Cfpa, page).ToBytes(),
            Keys().Add(PayloadType.Cfpa, page).Add(PayloadType.Cmpa, page[1..]).ToBytes(),
            Keys().Add(PayloadType.Cfpa, page[1..]).Add(PayloadType.Cmpa, page).ToBytes(),
            Keys().Add(PayloadType.Cfpa, page, 1).Add(PayloadType.Cmpa, page).ToBytes(),
            Keys().Add(PayloadType.Cfpa, default(Destination), page).Add(PayloadType.Cmpa, page).ToBytes(),
            Full().Add(PayloadType.ProvisioningData, kek).ToBytes(),
            Full().Protect(AuthenticationType.Crc32, default),
        ];

        Assert.All(others, bytes => ContainerReaderTests.Refused("tp-message-form", Parse(bytes)));
        ContainerReaderTests.Refused(
            "tp-unwrap",
            Parse(new ContainerWriter().Add(PayloadType.SbKek, kek[1..]).Add(PayloadType.UserKek, kek).Add(PayloadType.Cfpa, page).Add(PayloadType.Cmpa, page).ToBytes()));
        Assert.True(Parse(Full().ToBytes()).Ok);
    }

    private static Parsed<ProvisionedSecrets> Parse(byte[] bytes)
    {
        using var plaintext = Secret.CopyOf(bytes);
        return ProvisionedSecrets.Parse(plaintext, default);
    }
}
