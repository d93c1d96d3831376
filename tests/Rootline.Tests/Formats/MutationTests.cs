using System.Text;
using Rootline.Core.Secrets;
using Rootline.Formats.Files;
using Rootline.Formats.Iso7816;
using Rootline.Formats.Nxp.Applet;
using Rootline.Formats.Nxp.Container;
using Rootline.Formats.Nxp.Pfr;
using Rootline.Formats.Nxp.Trust;
using Rootline.Formats.Nxp.Virtual;
using Rootline.Tests.Formats.Nxp;
using Rootline.Tests.Formats.Nxp.Applet;
using Rootline.Tests.Formats.Nxp.Virtual;
using Xunit;

namespace Rootline.Tests.Formats;

/// <summary>20,000 random mutations a parser, the same in every run: none makes it throw.</summary>
public sealed class MutationTests
{
    private static byte[][] Messages =>
        [TrustSamples.Challenge, TrustSamples.DieCertificate(0), TrustSamples.DieCertificate(1), TrustSamples.Response(0, 0, 1), TrustSamples.Wrapped(0, 0x10)];

    [Fact]
    public void Containers() => Mutation.Feed(
        bytes =>
        {
            TpContainer.Parse(bytes);
            if (TpContainer.ParsePrefix(bytes).Try(out var container, out _) && container.Authentication is { Type: not AuthenticationType.Ecdsa256 })
                container.HasCode(new byte[16]);
        },
        [.. Messages, .. Enum.GetValues<AuthenticationType>().Where(t => t is AuthenticationType.AesCmac or AuthenticationType.Hmac256 or AuthenticationType.Crc32)
            .Select(t => new ContainerWriter(2).Add(PayloadType.OemKey, (byte[])[1]).Protect(t, new byte[16]))]);

    [Fact]
    public void Die_certificates() => Mutation.Feed(bytes => DieCertificate.Parse(bytes), Messages);

    [Fact]
    public void Challenges() => Mutation.Feed(bytes => (TpChallenge.Parse(bytes), TpChallenge.ParsePrefix(bytes)).GetHashCode(), Messages);

    [Fact]
    public void Responses() => Mutation.Feed(bytes => TpResponse.Parse(bytes), Messages);

    [Fact]
    public void Wrapped_data() => Mutation.Feed(bytes => (WrappedData.Parse(bytes).Ok, WrappedData.ParsePrefix(bytes).Ok).GetHashCode(), Messages);

    [Fact]
    public void Plaintexts()
    {
        using var secrets = TrustSamples.Secrets;
        byte[] plain = BirthSamples.Bytes(secrets.ToPlaintext(default)), wrapped = BirthSamples.Bytes(secrets.ToPlaintext(new byte[16]));
        byte[] data = new ContainerWriter().Add(PayloadType.ProvisioningData, new byte[30]).ToBytes();
        Mutation.Feed(
            bytes =>
            {
                using var plaintext = Secret.CopyOf(bytes);
                if (ProvisionedSecrets.Parse(plaintext, new byte[16]).Try(out var read, out _))
                    read.Dispose();
                if (ProvisionedSecrets.Parse(plaintext, default).Try(out read, out _))
                    read.Dispose();
            },
            plain,
            wrapped,
            data);
    }

    [Fact]
    public void Certificates() => Mutation.Feed(
        bytes => CertificateBlob.FromCertificate(bytes, 0),
        AppletSamples.Certificate($"CN=x {AppletSamples.NameTail}"),
        AppletSamples.Certificate("CN=y"));

    [Fact]
    public void Certificate_blobs()
    {
        using var signer = TestKeys.Of("oem-id");
        Mutation.Feed(
            bytes =>
            {
                if (CertificateBlob.Parse(bytes).Try(out var blob, out _))
                    OemCertificateIssue.Issue(blob, CertificateBlobTests.Subject, signer, TestKeys.Entropy);
            },
            AppletSamples.Template.ToBytes(),
            CertificateBlob.FromCertificate(AppletSamples.Certificate("CN=y"), 0).OrThrow().ToBytes());
    }

    [Fact]
    public void Apdus() => Mutation.Feed(
        bytes => (CommandApdu.Parse(bytes), ResponseApdu.Parse(bytes)).GetHashCode(),
        AppletCommands.Select.ToBytes(),
        AppletCommands.GetChallenge.ToBytes(),
        AppletCommands.CountAndWrap(TrustSamples.Response(0, 0)).ToBytes());

    [Fact]
    public void Pages() => Mutation.Feed(
        bytes => (CfpaPage.Parse(bytes).Ok, CmpaPage.Parse(bytes).Ok).GetHashCode(),
        CfpaPage.Blank.WithVersion(3).Bytes.ToArray(),
        CmpaPage.Blank.WithSealRequest().Bytes.ToArray());

    [Fact]
    public void Key_files()
    {
        using var key = TestKeys.Of("file");
        using var pkcs8 = key.ToPkcs8();
        var certificate = AppletSamples.Certificate("CN=file");
        Mutation.Feed(
            bytes =>
            {
                if (KeyFile.ReadPrivate(bytes).Try(out var secret, out _))
                    secret.Dispose();
                if (KeyFile.ReadPublic(bytes).Try(out var point, out _))
                    point.Dispose();
                if (KeyFile.ReadKek(bytes).Try(out var kek, out _))
                    kek.Dispose();
                KeyFile.ReadCertificate(bytes);
            },
            BirthSamples.Bytes(KeyFile.WritePrivate(key)),
            KeyFile.WritePublic(key.PublicKey),
            pkcs8.Span.ToArray(),
            key.PublicKey.ToSpki(),
            certificate,
            BirthSamples.Bytes(PemText.Encode("CERTIFICATE", certificate)),
            Encoding.ASCII.GetBytes(new string('a', 64)));
    }

    [Fact]
    public void Birth_files()
    {
        using var card = BirthSamples.Card();
        using var chip = BirthSamples.Chip(0);
        Mutation.Feed(
            bytes =>
            {
                Read(bytes);
                // With the digest made good the fields behind it are reached.
                BirthTests.Rehash(bytes, bytes.Length);
                Read(bytes);
            },
            BirthSamples.Bytes(card.ToBytes()),
            BirthSamples.Bytes(chip.ToBytes()),
            BirthSamples.Firmware.ToImage(0)[..104]);
    }

    [Fact]
    public void Provisioning_data() => Mutation.Feed(
        bytes =>
        {
            // With the digest made good the fields behind it are reached.
            BirthTests.Rehash(bytes, bytes.Length);
            if (VirtualProvisioningData.Parse(bytes).Try(out var data, out _))
                data.Dispose();
        },
        BirthSamples.Bytes(BirthSamples.Data().ToBytes()));

    private static void Read(byte[] bytes)
    {
        if (CardBirth.Parse(bytes).Try(out var card, out _))
            card.Dispose();
        if (ChipBirth.Parse(bytes).Try(out var chip, out _))
            chip.Dispose();
        ProvisioningFirmware.Parse(bytes);
    }
}
