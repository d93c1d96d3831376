using System.Text;
using Rootline.Core.Crypto;
using Rootline.Core.Disks;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Sb2;
using Rootline.Formats.Nxp.Trust;
using Rootline.Foundry.Nxp;
using Rootline.TestSupport;
using Rootline.TestSupport.Nxp;
using Rootline.Tests.Cards;
using Xunit;

namespace Rootline.Tests.Foundry;

public sealed class VendorFolderTests
{
    private static readonly string[] SecretFiles = ["nxp_prod_prk.pem", "nxp_card_prk.pem", "firmware_kek.txt", "firmware_signer.pem"];
    private readonly MemoryDisk _disk = new();
    private readonly VendorFolder _folder;

    public VendorFolderTests() => _folder = new(_disk, "vendor");

    [Fact]
    public void A_vendor_that_was_saved_is_read_back_as_it_was()
    {
        _folder.Save(ChipLab.Vendor, ChipLab.Firmware);
        using var vendor = _folder.Load();
        Assert.Same(Families.Lpc55S6x, vendor.Family);
        Assert.False(vendor.IsSeeded);
        Assert.Equal(ChipLab.Vendor.RootCertificate, vendor.RootCertificate);
        Assert.Equal(ChipLab.Vendor.ProductionCertificate, vendor.ProductionCertificate);
        Assert.Equal(ChipLab.Vendor.ProductionKey.Scalar, vendor.ProductionKey.Scalar);
        Assert.Equal(ChipLab.Vendor.CardKey.Scalar, vendor.CardKey.Scalar);
        Assert.Equal(ChipLab.Vendor.FirmwareKek.Span, vendor.FirmwareKek.Span);
        Assert.Equal(ChipLab.Vendor.FirmwareSigner.Certificate, vendor.FirmwareSigner.Certificate);
        Assert.Equal(ChipLab.Firmware, _disk.ReadAll(_folder.ProvisioningFirmware));
        byte[] file = vendor.MakeProvisioningFirmware(TimeProvider.System, new SystemEntropy(), 100);
        Assert.True(Sb2File.Open(file, ChipLab.Vendor.FirmwareKek.Span, ChipLab.Vendor.FirmwareSigner.RootKeys.Hash()).Ok);
    }

    [Fact]
    public void A_seeded_vendor_is_known_as_one()
    {
        using var seeded = VirtualVendor.Found(Families.Lpc55S6x, TimeProvider.System, new SeededEntropy(3));
        _folder.Save(seeded, ChipLab.Firmware);
        using var vendor = _folder.Load();
        Assert.True(vendor.IsSeeded);
    }

    [Theory]
    [InlineData(ResponseKeyRule.Attestation, "mcxn946 seeded\n")]
    [InlineData(ResponseKeyRule.Identity, "mcxn946 seeded identity-key\n")]
    public void A_vendors_rule_is_kept_and_its_cards_and_chips_go_by_it(ResponseKeyRule rule, string text)
    {
        using var founded = VirtualVendor.Found(Families.Mcxn, TimeProvider.System, new SeededEntropy(3), rule);
        _folder.Save(founded, ChipLab.Firmware);
        Assert.Equal(text, Encoding.ASCII.GetString(_disk.ReadAll("vendor/family.txt")));
        using var vendor = _folder.Load();
        Assert.Equal((Families.Mcxn, true, rule), (vendor.Family, vendor.IsSeeded, vendor.ResponseKeyRule));
        using var card = vendor.MakeCard(1);
        Assert.Equal(rule, card.ResponseKeyRule);
        using var chip = vendor.MakeChip(new SystemEntropy(), "mcxn547");
        using var key = P256PrivateKey.FromScalar(chip.DieKey.Span)!;
        Assert.Equal("mcxn547", chip.Family);
        Assert.Equal(chip.Die.ResponseKey(rule).ToArray(), key.PublicKey.Raw.ToArray());
        Assert.Equal((rule == ResponseKeyRule.Identity ? chip.Die.IdKey : chip.Die.AttestationKey!.Value).ToArray(), key.PublicKey.Raw.ToArray());
    }

    [Theory]
    [InlineData("lpc55s69 unseeded\n")]
    [InlineData("lpc55s69  seeded\n")]
    public void Words_that_mean_nothing_behind_the_family_are_refused(string text)
    {
        _folder.Save(ChipLab.Vendor, ChipLab.Firmware);
        _disk.Replace("vendor/family.txt", Encoding.ASCII.GetBytes(text));
        Assert.Equal("vendor-mixed", Assert.Throws<FaultException>(() => _folder.Load()).Fault.Code.Id);
    }

    [Fact]
    public void A_folder_that_was_not_finished_is_no_vendor_and_can_be_written_anew()
    {
        int unfinished = 0;
        for (int writes = 0; ; writes++)
        {
            var disk = new MemoryDisk { WritesLeft = writes };
            var folder = new VendorFolder(disk, "vendor");
            try
            {
                folder.Save(ChipLab.Vendor, ChipLab.Firmware);
                break;
            }
            catch (FaultException e)
            {
                Assert.Equal(DiskFaults.Full, e.Fault.Code);
                Assert.False(folder.Exists);
                disk.WritesLeft = null;
                folder.Save(ChipLab.Vendor, ChipLab.Firmware);
                folder.Load().Dispose();
                unfinished++;
            }
        }

        Assert.Equal(9, unfinished);
    }

    [Fact]
    public void The_keys_of_a_vendor_are_not_overwritten()
    {
        _folder.Save(ChipLab.Vendor, ChipLab.Firmware);
        using var other = VirtualVendor.Found(Families.Lpc55S6x, TimeProvider.System, new SystemEntropy());
        var fault = Assert.Throws<FaultException>(() => _folder.Save(other, ChipLab.Firmware));
        Assert.Equal(VendorFaults.Exists, fault.Fault.Code);
        using var vendor = _folder.Load();
        Assert.Equal(ChipLab.Vendor.CardKey.Scalar, vendor.CardKey.Scalar);
    }

    [Theory]
    [InlineData("nxp_prod.crt", "vendor-mixed")]
    [InlineData("nxp_prod_prk.pem", "vendor-mixed")]
    [InlineData("firmware_signer.pem", "sb2-certificate")]
    [InlineData("firmware_signer.crt", "sb2-certificate")]
    public void Files_of_two_vendors_are_not_taken_for_one(string name, string code)
    {
        _folder.Save(ChipLab.Vendor, ChipLab.Firmware);
        using var other = VirtualVendor.Found(Families.Lpc55S6x, TimeProvider.System, new SystemEntropy());
        var otherDisk = new MemoryDisk();
        new VendorFolder(otherDisk, "vendor").Save(other, ChipLab.Firmware);
        _disk.Files[Path.Combine("vendor", name)] = otherDisk.Files[Path.Combine("vendor", name)];
        Assert.Equal(code, Assert.Throws<FaultException>(_folder.Load).Fault.Code.Id);
    }

    [Fact]
    public void Every_missing_or_damaged_file_is_named()
    {
        _folder.Save(ChipLab.Vendor, ChipLab.Firmware);
        foreach (string path in _disk.Files.Keys.Where(p => p != _folder.ProvisioningFirmware && p != _folder.RootCertificate).ToList())
        {
            byte[] content = _disk.Files[path];
            _disk.Files[path] = content[..(content.Length / 2)];
            Assert.Contains(path, Assert.Throws<FaultException>(_folder.Load).Fault.What, StringComparison.Ordinal);
            _disk.Files.Remove(path);
            Assert.Contains(path, Assert.Throws<FaultException>(_folder.Load).Fault.What, StringComparison.Ordinal);
            _disk.Files[path] = content;
        }

        _folder.Load().Dispose();
    }

    [Fact]
    public void On_a_real_disk_secrets_are_their_owners_alone_and_certificates_everybodys()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var temp = new TempFolder();
        new VendorFolder(new OsDisk(), temp.PathOf("vendor")).Save(ChipLab.Vendor, ChipLab.Firmware);
        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        foreach (string path in Directory.GetFiles(temp.PathOf("vendor")))
            Assert.Equal(SecretFiles.Contains(Path.GetFileName(path)), File.GetUnixFileMode(path) == ownerOnly);
        Assert.Equal(9, Directory.GetFiles(temp.PathOf("vendor")).Length);
        Assert.Equal(ownerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(temp.PathOf("vendor")));
    }
}
