using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Pfr;
using Rootline.Formats.Nxp.Sb2;
using Rootline.Formats.Nxp.Trust;
using Rootline.Foundry.Nxp;
using Rootline.Oem.Nxp;

namespace Rootline.TestSupport.Nxp;

/// <summary>A vendor and an OEM for tests with virtual chips, made once a run, and what a card of theirs would say.</summary>
public static class ChipLab
{
    /// <summary>Where the samples' OEM certificates go.</summary>
    public static readonly IReadOnlyList<uint> CertificateAddresses = [0x10040000, 0x10041000];

    private static readonly Lazy<VirtualVendor> LazyVendor = new(() => VirtualVendor.Found(Families.Lpc55S6x, TimeProvider.System, new SystemEntropy()));
    private static readonly Lazy<OemKeySet> LazyOem = new(() => OemKeySet.Draw(TimeProvider.System, new SystemEntropy()));
    private static readonly Lazy<byte[]> LazyFirmware = new(() => Vendor.MakeProvisioningFirmware(TimeProvider.System, new SystemEntropy()));
    private static readonly Lazy<byte[]> LazyProduct = new(() => ProductFile.Build(Image, Oem, TimeProvider.System, new SystemEntropy()));

    public static VirtualVendor Vendor => LazyVendor.Value;

    public static OemKeySet Oem => LazyOem.Value;

    /// <summary>The vendor's provisioning firmware file.</summary>
    public static byte[] Firmware => LazyFirmware.Value;

    /// <summary>The OEM's product file.</summary>
    public static byte[] Product => LazyProduct.Value;

    /// <summary>The image in <see cref="Product"/>.</summary>
    public static byte[] Image { get; } = [.. Enumerable.Range(0, 3000).Select(i => (byte)(i * 11))];

    /// <summary>A closed CMPA of the OEM.</summary>
    public static byte[] Cmpa => ProductPages.ClosedCmpa(Oem.ProductSigner).Bytes.ToArray();

    /// <summary>The OEM's first CFPA.</summary>
    public static byte[] Cfpa => ProductPages.FirstCfpa().Bytes.ToArray();

    /// <summary>A CMPA that belongs to the OEM and leaves ISP commands on.</summary>
    public static byte[] OpenCmpa => CmpaPage.Blank.WithRootHash(Oem.ProductSigner.RootKeys.Hash()).WithSecureBoot().Bytes.ToArray();

    /// <summary>A challenge for a number of OEM keys.</summary>
    public static byte[] Challenge(int oemKeys = 2) =>
        new TpChallenge(RandomNumberGenerator.GetBytes(TpChallenge.RandomLength), new OemKeyFlags(0, oemKeys).Value).ToBytes();

    /// <summary>What a card answers to a chip's response.</summary>
    /// <param name="response">The response.</param>
    /// <param name="order">What is put in, and what is wrong with it.</param>
    public static byte[] Wrap(byte[] response, WrapOrder? order = null)
    {
        order ??= new WrapOrder();
        var statement = TpResponse.Parse(response).OrThrow().Statement;
        var entropy = new SystemEntropy();
        using var mine = P256PrivateKey.Generate(entropy);
        using var peer = P256PublicKey.FromPoint(statement.AgreementKey.Span)!;
        using var shared = mine.Agree(peer);
        using var keys = SessionKeys.Derive(shared.Span, SessionConstants.Virtual);
        using var secrets = order.Secrets();
        using var plaintext = secrets.ToPlaintext(order.WrapsKeks ? keys.KeyWrap.Span : []);
        var envelope = Envelope.Seal(plaintext, keys, Envelope.MakeIv(SessionConstants.Virtual, 10));
        if (order.BreaksTag)
            envelope = envelope with { Tag = new byte[Envelope.BlockLength] };
        var addresses = order.Addresses ?? [.. statement.OemKeys.Select((_, i) => CertificateAddresses[i])];
        var certificates = addresses.Select((a, i) => new OemCertificate((byte)i, a, Certificate(i, order.CertificateLength)));
        var content = new WrappedContent(
            mine.PublicKey.Raw.ToArray(), envelope, order.DieCertificate ?? statement.DieCertificate, [.. certificates], 1, new byte[32], new byte[64]);
        return WrappedData.Sign(content, order.CardKey ?? Vendor.CardKey, entropy);
    }

    /// <summary>The bytes that stand for the OEM certificate of a key: a chip does not look into them.</summary>
    public static byte[] Certificate(int key, int length = 430) => [.. Enumerable.Range(0, length).Select(i => (byte)((i * 3) + key + 1))];

    /// <summary>A KEK with the bytes of its text file reversed: the order of the key store.</summary>
    public static Secret InStoreOrder(Secret kek)
    {
        var reversed = kek.Copy();
        reversed.Span.Reverse();
        return reversed;
    }

    /// <summary>A file of the OEM's own commands.</summary>
    public static byte[] ProductOf(params Sb2Command[] commands) => ProductOf(1, commands);

    /// <summary>A file of the OEM's own commands in several authenticated parts.</summary>
    /// <param name="parts">How many.</param>
    /// <param name="commands">The commands.</param>
    public static byte[] ProductOf(int parts, Sb2Command[] commands)
    {
        var request = new Sb2Request([new Sb2Section(1, commands, parts)], [Oem.ProductSigner.Certificate], Oem.ProductSigner.RootKeys, DateTimeOffset.UnixEpoch.AddYears(50));
        return Sb2Writer.Write(request, Oem.SbKek.Span, new SystemEntropy(), Oem.ProductSigner.Sign).OrThrow();
    }

    /// <summary>A file of the vendor's own commands.</summary>
    public static byte[] VendorFileOf(params Sb2Command[] commands) => VendorFileOf(1, commands);

    /// <summary>A file of the vendor's own commands in several authenticated parts.</summary>
    /// <param name="parts">How many.</param>
    /// <param name="commands">The commands.</param>
    public static byte[] VendorFileOf(int parts, Sb2Command[] commands)
    {
        var signer = Vendor.FirmwareSigner;
        var request = new Sb2Request([new Sb2Section(1, commands, parts)], [signer.Certificate], signer.RootKeys, DateTimeOffset.UnixEpoch.AddYears(50));
        return Sb2Writer.Write(request, Vendor.FirmwareKek.Span, new SystemEntropy(), signer.Sign).OrThrow();
    }
}
