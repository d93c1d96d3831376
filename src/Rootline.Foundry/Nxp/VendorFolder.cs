using System.Security.Cryptography;
using System.Text;
using Rootline.Core.Disks;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Sb2;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.Foundry.Nxp;

/// <summary>
/// A virtual vendor as files. Public: <c>nxp_glob.crt</c>, <c>nxp_prod.crt</c> (DER), <c>firmware_signer.crt</c>,
/// <c>provisioning_firmware.sb2</c>. Secret (mode 0600): <c>nxp_prod_prk.pem</c>, <c>nxp_card_prk.pem</c>,
/// <c>firmware_kek.txt</c>, <c>firmware_signer.pem</c>. <c>family.txt</c> names the family and says whether the keys are
/// seeded and whether chips sign responses with their identity key.
/// </summary>
/// <param name="disk">Where the folder lies.</param>
/// <param name="folder">Its path.</param>
public sealed class VendorFolder(IDisk disk, string folder)
{
    private const string SeededMark = "seeded";
    private const string IdentityMark = "identity-key";

    /// <summary>The root's certificate.</summary>
    public string RootCertificate => In("nxp_glob.crt");

    /// <summary>The family's certificate.</summary>
    public string ProductionCertificate => In("nxp_prod.crt");

    /// <summary>The provisioning firmware.</summary>
    public string ProvisioningFirmware => In("provisioning_firmware.sb2");

    /// <summary>Whether a vendor lives here.</summary>
    public bool Exists => disk.Exists(In("family.txt"));

    /// <summary>Writes a vendor; <c>family.txt</c> comes last, so that a folder that was not finished is none.</summary>
    /// <param name="vendor">The vendor.</param>
    /// <param name="firmware">Its provisioning firmware file.</param>
    /// <exception cref="FaultException"><see cref="VendorFaults.Exists"/>, or the disk's.</exception>
    public void Save(VirtualVendor vendor, ReadOnlySpan<byte> firmware)
    {
        if (Exists)
            throw VendorFaults.Exists.Exception($"{folder} holds a vendor");
        disk.CreateFolder(folder, secret: true);
        disk.Replace(RootCertificate, vendor.RootCertificate);
        disk.Replace(ProductionCertificate, vendor.ProductionCertificate);
        disk.Replace(In("firmware_signer.crt"), vendor.FirmwareSigner.Certificate);
        disk.Replace(ProvisioningFirmware, firmware);
        SaveSecret("nxp_prod_prk.pem", KeyFile.WritePrivate(vendor.ProductionKey));
        SaveSecret("nxp_card_prk.pem", KeyFile.WritePrivate(vendor.CardKey));
        SaveSecret("firmware_kek.txt", SecretText.ToHex(vendor.FirmwareKek.Span));
        SaveSecret("firmware_signer.pem", vendor.FirmwareSigner.ToPem());
        disk.Replace(In("family.txt"), Encoding.ASCII.GetBytes(string.Join(' ', WordsOf(vendor)) + "\n"));
    }

    /// <summary>Reads a vendor.</summary>
    /// <exception cref="FaultException">A file is missing or damaged, or the files do not belong together.</exception>
    public VirtualVendor Load()
    {
        string[] words = Encoding.ASCII.GetString(disk.ReadAll(In("family.txt"))).Trim().Split(' ');
        if (words.Skip(1).Except([SeededMark, IdentityMark]).FirstOrDefault() is { } unknown)
            throw VendorFaults.Mixed.Exception($"{In("family.txt")} says {unknown}, which means nothing");
        var vendor = new VirtualVendor
        {
            Family = Families.Find(words[0]).OrThrow(In("family.txt")),
            IsSeeded = words.Contains(SeededMark),
            ResponseKeyRule = words.Contains(IdentityMark) ? ResponseKeyRule.Identity : ResponseKeyRule.Attestation,
            RootCertificate = disk.ReadAll(RootCertificate),
            ProductionCertificate = disk.ReadAll(ProductionCertificate),
            ProductionKey = ReadSecret("nxp_prod_prk.pem", f => KeyFile.ReadPrivate(f)),
            CardKey = ReadSecret("nxp_card_prk.pem", f => KeyFile.ReadPrivate(f)),
            FirmwareKek = ReadSecret("firmware_kek.txt", f => KeyFile.ReadKek(f)),
            FirmwareSigner = Sb2Identity.Of(
                ReadSecret("firmware_signer.pem", f => KeyFile.ReadRsa(f)),
                KeyFile.ReadCertificate(disk.ReadAll(In("firmware_signer.crt"))).OrThrow(In("firmware_signer.crt"))),
        };
        using var certified = KeyFile.ReadPublic(vendor.ProductionCertificate).OrThrow(ProductionCertificate);
        if (certified.Raw.SequenceEqual(vendor.ProductionKey.PublicKey.Raw))
            return vendor;
        vendor.Dispose();
        throw VendorFaults.Mixed.Exception($"{ProductionCertificate} does not certify the family's key");
    }

    private static IEnumerable<string> WordsOf(VirtualVendor vendor)
    {
        yield return vendor.Family.Names[0];
        if (vendor.IsSeeded)
            yield return SeededMark;
        if (vendor.ResponseKeyRule == ResponseKeyRule.Identity)
            yield return IdentityMark;
    }

    private void SaveSecret(string name, Secret content)
    {
        using (content)
            disk.Replace(In(name), content.Span, secret: true);
    }

    private T ReadSecret<T>(string name, Func<byte[], Parsed<T>> read)
        where T : notnull
    {
        byte[] file = disk.ReadAll(In(name));
        try
        {
            return read(file).OrThrow(In(name));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(file);
        }
    }

    private string In(string name) => Path.Combine(folder, name);
}
