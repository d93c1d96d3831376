using System.Text;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Core.Time;
using Rootline.Formats.Files;
using Rootline.Oem.Nxp;

namespace Rootline.TestSupport.Cli;

/// <summary>
/// A folder with what an OEM brings to a trip: keys, pages, product firmware, and the two configurations. Card, chips and
/// vendor are made in it by the commands under test.
/// </summary>
public sealed class FactoryFolder : IDisposable
{
    private static readonly Lazy<IReadOnlyDictionary<string, byte[]>> OemFiles = new(DrawOem);
    private static readonly Lazy<IReadOnlyDictionary<string, byte[]>> VendorFiles = new(FoundVendor);
    private readonly TempFolder _folder = new();

    /// <summary>Makes the folder with the OEM's files.</summary>
    public FactoryFolder()
    {
        Put("oem", OemFiles.Value);
        WriteCard();
        WriteLine("chip: chip.bin");
    }

    /// <summary>The folder.</summary>
    public string Folder => _folder.Folder;

    /// <summary>A path in the folder.</summary>
    public string PathOf(string name) => _folder.PathOf(name);

    /// <summary>Runs a command in the folder.</summary>
    public CliRun Run(params string[] args) => CliRun.Of(Folder, args);

    /// <summary>Runs a command line of words without blanks in them.</summary>
    public CliRun Words(string line) => Run(line.Split(' '));

    /// <summary>Puts a vendor there, who is the same in all tests: founding one takes a while.</summary>
    public void PutVendor() => Put("vendor", VendorFiles.Value);

    /// <summary>Makes vendor, card and chips, and personalises the card.</summary>
    /// <param name="chips">How many chips; 0 for one named <c>chip.bin</c>.</param>
    public void Prepare(int chips = 0)
    {
        PutVendor();
        Demand("card make --file card.bin --keys keys --vendor vendor --serial 42");
        Demand("card personalise -c card.yaml");
        Demand("chip make --file chip.bin --vendor vendor" + (chips > 0 ? $" --count {chips}" : ""));
    }

    /// <summary>Runs a command that must end well.</summary>
    public CliRun Demand(string line)
    {
        var run = Words(line);
        return run.Exit == 0 ? run : throw new InvalidOperationException($"{line}: {run.Error}");
    }

    /// <summary>Writes <c>card.yaml</c> with lines of its own in place of those with the same keys.</summary>
    public void WriteCard(params string[] lines) => Write("card.yaml", lines,
        "family: lpc55s69",
        "cmpa_path: oem/cmpa.bin",
        "cfpa_path: oem/cfpa.bin",
        "sb_kek_path: oem/sb_kek.txt",
        "user_kek_path: oem/user_kek.txt",
        "production_quota: 5",
        "oem_log_prk_path: oem/log_prk.pem",
        "nxp_prod_cert_path: vendor/nxp_prod.crt",
        "nxp_global_attest_puk_path: vendor/nxp_glob.crt",
        "oem_id_count: 2",
        "oem_id_prk_path: oem/id_prk.pem",
        "oem_id_addresses: [0x1004_0000, 0x1004_1000, 0x1004_2000, 0x1004_3000]",
        "oem_id_config: {issuer: {COMMON_NAME: Big Tech Company, COUNTRY_NAME: CZ}, subject: {COMMON_NAME: Super Tech Device}, duration: 3650}",
        "tp_device: virtual",
        "tp_device_parameter: {card: card.bin, keys: keys}",
        "timeout: 60");

    /// <summary>Writes <c>line.yaml</c> for virtual chips.</summary>
    /// <param name="target">The target's parameters, for example <c>chip: chip.bin</c>.</param>
    /// <param name="lines">Lines in place of those with the same keys.</param>
    public void WriteLine(string target, params string[] lines) => Write("line.yaml", lines,
        "version: 2",
        "family: lpc55s69",
        "prov_firmware: vendor/provisioning_firmware.sb2",
        "firmware: oem\\product.sb2",
        "audit_log: log.db",
        "tp_device: virtual",
        "tp_device_parameter: {card: card.bin, keys: keys}",
        "tp_target: virtual",
        $"tp_target_parameter: {{{target}}}",
        "timeout: 60");

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    // A line that ends with its key's colon alone takes the key away.
    private void Write(string name, string[] lines, params string[] usual)
    {
        var own = lines.ToDictionary(Key);
        var merged = usual.Select(l => own.Remove(Key(l), out string? mine) ? mine : l).Concat(own.Values);
        File.WriteAllLines(PathOf(name), merged.Where(l => !l.EndsWith(':')));
    }

    private static string Key(string line) => line[..line.IndexOf(':', StringComparison.Ordinal)];

    private static Dictionary<string, byte[]> DrawOem()
    {
        var entropy = new SeededEntropy(11);
        var clock = new VirtualClock(VirtualClock.Epoch);
        using var keys = OemKeySet.Draw(clock, entropy);
        return new()
        {
            ["log_prk.pem"] = Bytes(KeyFile.WritePrivate(keys.LogKey)),
            ["log_puk.pem"] = KeyFile.WritePublic(keys.LogKey.PublicKey),
            ["id_prk.pem"] = Bytes(KeyFile.WritePrivate(keys.IdKey)),
            ["sb_kek.txt"] = Bytes(SecretText.ToHex(keys.SbKek.Span)),
            ["user_kek.txt"] = Bytes(SecretText.ToHex(keys.UserKek.Span)),
            ["cmpa.bin"] = ProductPages.ClosedCmpa(keys.ProductSigner).Bytes.ToArray(),
            ["cfpa.bin"] = ProductPages.FirstCfpa().Bytes.ToArray(),
            ["product.sb2"] = ProductFile.Build(Encoding.ASCII.GetBytes(new string('p', 4096)), keys, clock, entropy),
        };
    }

    private static Dictionary<string, byte[]> FoundVendor()
    {
        using var folder = new TempFolder();
        CliRun.Of(folder.Folder, "card", "make", "--file", "card.bin", "--keys", "keys", "--vendor", "vendor");
        return Directory.GetFiles(folder.PathOf("vendor")).ToDictionary(f => Path.GetFileName(f), File.ReadAllBytes);
    }

    private static byte[] Bytes(Secret secret)
    {
        using (secret)
            return secret.Span.ToArray();
    }

    private void Put(string name, IReadOnlyDictionary<string, byte[]> files)
    {
        Directory.CreateDirectory(PathOf(name));
        foreach (var (file, content) in files)
            File.WriteAllBytes(Path.Combine(PathOf(name), file), content);
    }
}
