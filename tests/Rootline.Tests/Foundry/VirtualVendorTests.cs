using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Time;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Sb2;
using Rootline.Formats.Nxp.Sb2.Commands;
using Rootline.Formats.Nxp.Trust;
using Rootline.Formats.Nxp.Virtual;
using Rootline.Foundry.Nxp;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Foundry;

public sealed class VirtualVendorTests
{
    private static readonly VirtualClock Clock = new(VirtualClock.Epoch);

    [Fact]
    public void The_familys_certificate_is_signed_by_the_root_and_a_chips_by_the_family()
    {
        using var root = X509CertificateLoader.LoadCertificate(ChipLab.Vendor.RootCertificate);
        using var family = X509CertificateLoader.LoadCertificate(ChipLab.Vendor.ProductionCertificate);
        Assert.True(IsSignedBy(root, root));
        Assert.True(IsSignedBy(family, root));
        Assert.Equal(root.Subject, family.Issuer);
        using var key = KeyFile.ReadPublic(ChipLab.Vendor.ProductionCertificate).OrThrow();
        using var chip = ChipLab.Vendor.MakeChip(new SystemEntropy());
        Assert.True(chip.Die.IsSignedBy(key));
        using var dieKey = P256PrivateKey.FromScalar(chip.DieKey.Span)!;
        Assert.Equal(chip.Die.ResponseKey(ResponseKeyRule.Attestation).ToArray(), dieKey.PublicKey.Raw.ToArray());
        Assert.Equal(200, chip.Die.Bytes.Length);
    }

    [Fact]
    public void Chips_of_one_vendor_have_numbers_of_their_own()
    {
        using var one = ChipLab.Vendor.MakeChip(new SystemEntropy());
        using var other = ChipLab.Vendor.MakeChip(new SystemEntropy());
        Assert.NotEqual(one.Die.Identity.Name, other.Die.Identity.Name);
        Assert.NotEqual(one.Die.Identity.Ecid.ToArray(), other.Die.Identity.Ecid.ToArray());
        Assert.False(one.DieKey.FixedTimeEquals(other.DieKey.Span));
        Assert.Equal(0x40, one.Die.Identity.Uuid.Span[6] & 0xF0);
        Assert.Equal(0x80, one.Die.Identity.Uuid.Span[8] & 0xC0);
    }

    [Fact]
    public void A_family_with_version_1_certificates_gets_an_attestation_key_that_signs()
    {
        using var vendor = VirtualVendor.Found(Families.Find("lpc55s36").OrThrow(), Clock, new SystemEntropy());
        using var chip = vendor.MakeChip(new SystemEntropy());
        Assert.Equal(1, chip.Die.Version);
        Assert.Equal(272, chip.Die.Bytes.Length);
        using var dieKey = P256PrivateKey.FromScalar(chip.DieKey.Span)!;
        Assert.Equal(chip.Die.AttestationKey!.Value.ToArray(), dieKey.PublicKey.Raw.ToArray());
    }

    [Fact]
    public void A_card_of_the_vendor_signs_with_the_key_that_its_firmware_trusts()
    {
        using var card = ChipLab.Vendor.MakeCard(42);
        Assert.Equal(42ul, card.Serial);
        Assert.False(card.IsSeeded);
        using var key = P256PrivateKey.FromScalar(card.CardKey.Span)!;
        Assert.Equal(FirmwareImage(ChipLab.Vendor, ChipLab.Firmware).CardKey.ToArray(), key.PublicKey.Raw.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(65536)]
    public void The_firmware_file_opens_with_the_vendors_keys_and_carries_the_card_key(int imageLength)
    {
        byte[] file = ChipLab.Vendor.MakeProvisioningFirmware(Clock, new SystemEntropy(), imageLength);
        Assert.InRange(file.Length, imageLength, imageLength + 4096);
        Assert.Equal(ChipLab.Vendor.CardKey.PublicKey.Raw.ToArray(), FirmwareImage(ChipLab.Vendor, file).CardKey.ToArray());
        Assert.Equal(Sb2Faults.Kek, Sb2File.Open(file, new byte[32], ChipLab.Vendor.FirmwareSigner.RootKeys.Hash()).Fault?.Code);
        Assert.Equal(Sb2Faults.RootKey, Sb2File.Open(file, ChipLab.Vendor.FirmwareKek.Span, new byte[32]).Fault?.Code);
    }

    [Fact]
    public void A_chip_is_born_with_what_opens_its_vendors_firmware()
    {
        using var chip = ChipLab.Vendor.MakeChip(new SystemEntropy());
        Assert.True(Sb2File.Open(ChipLab.Firmware, chip.VendorKek.Span, chip.VendorRootHash.Span).Ok);
        Assert.Equal(ChipLab.Vendor.CardKey.PublicKey.Raw.ToArray(), chip.CardKey.ToArray());
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_of_everything_and_another_seed_other_ones()
    {
        var (first, again, other) = (Everything(7), Everything(7), Everything(8));
        Assert.Equal(first.Keys, again.Keys);
        foreach (var (name, content) in first)
        {
            Assert.True(content.AsSpan().SequenceEqual(again[name]), name);
            Assert.False(content.AsSpan().SequenceEqual(other[name]), name);
        }
    }

    [Fact]
    public void What_comes_from_a_seed_says_so()
    {
        using var vendor = VirtualVendor.Found(Families.Lpc55S6x, Clock, new SeededEntropy(1));
        using var chip = vendor.MakeChip(new SeededEntropy(2));
        using var card = vendor.MakeCard(1);
        Assert.True(vendor.IsSeeded && chip.IsSeeded && card.IsSeeded);
        Assert.False(ChipLab.Vendor.IsSeeded);
    }

    private static Dictionary<string, byte[]> Everything(ulong seed)
    {
        var entropy = new SeededEntropy(seed);
        using var vendor = VirtualVendor.Found(Families.Lpc55S6x, Clock, entropy);
        using var chip = vendor.MakeChip(entropy.Fork("chip 1"));
        using var card = vendor.MakeCard(1);
        using var chipFile = chip.ToBytes();
        using var cardFile = card.ToBytes();
        using var signer = vendor.FirmwareSigner.ToPem();
        return new()
        {
            ["root"] = vendor.RootCertificate,
            ["family"] = vendor.ProductionCertificate,
            ["signer"] = vendor.FirmwareSigner.Certificate,
            ["signer's key"] = signer.Span.ToArray(),
            ["kek"] = vendor.FirmwareKek.Span.ToArray(),
            ["firmware"] = vendor.MakeProvisioningFirmware(Clock, entropy),
            ["chip"] = chipFile.Span.ToArray(),
            ["card"] = cardFile.Span.ToArray(),
        };
    }

    private static ProvisioningFirmware FirmwareImage(VirtualVendor vendor, byte[] file)
    {
        var contents = Sb2File.Open(file, vendor.FirmwareKek.Span, vendor.FirmwareSigner.RootKeys.Hash()).OrThrow();
        var load = Assert.IsType<LoadCommand>(contents.Commands.First());
        Assert.Equal(ProvisioningFirmware.LoadAddress(Families.Lpc55S6x), Assert.IsType<JumpCommand>(contents.Commands.Last()).Address);
        return ProvisioningFirmware.Parse(load.Data.Span).OrThrow();
    }

    // The platform verifies over the TBS part, which is the first element of the certificate's sequence.
    private static bool IsSignedBy(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        var whole = new System.Formats.Asn1.AsnReader(certificate.RawData, System.Formats.Asn1.AsnEncodingRules.DER).ReadSequence();
        var signed = whole.ReadEncodedValue();
        whole.ReadEncodedValue();
        byte[] signature = whole.ReadBitString(out _);
        using var key = issuer.GetECDsaPublicKey()!;
        return key.VerifyData(signed.Span, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }
}
