using System.Globalization;
using Rootline.Cli.Config.Nodes;
using Rootline.Cli.Frame;
using Rootline.Core.Crypto;
using Rootline.Core.Secrets;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp.Sb2;

namespace Rootline.Cli.Config;

/// <summary>What <c>sb build</c> makes a file of (docs/sb.md).</summary>
/// <param name="Kek">The SB KEK.</param>
/// <param name="Signer">The key of the last certificate.</param>
/// <param name="Request">What goes into the file.</param>
internal sealed record SbConfig(Secret Kek, ISigner Signer, Sb2Request Request) : IDisposable
{
    private const string KekKey = "sb_kek_path";
    private const string SignerKey = "signing_key_path";
    private const string CertificatesKey = "certificates";
    private const string RootKeysKey = "root_keys";
    private const string SectionsKey = "sections";

    private static readonly string[] Known =
    [
        KekKey, SignerKey, CertificatesKey, RootKeysKey, "product_version", "component_version", "build_number", "timestamp", "digest",
        "digest_counted", SectionsKey,
    ];

    /// <summary>Reads and checks a file; all its faults are told together.</summary>
    /// <param name="context">What the command works with.</param>
    /// <param name="path">The file as the operator named it.</param>
    /// <param name="now">The timestamp where none is configured.</param>
    public static SbConfig Read(CommandContext context, string path, DateTimeOffset now)
    {
        var form = ConfigForm.Of(ConfigDocument.Read(context.Disk, context.FullPath(path)), context.Disk, context.Folder, Known);
        var kek = form.Content(KekKey, f => KeyFile.ReadKek(f), required: true);
        var signer = new KeyForm(form, context).OpenSigner(SignerKey, new() { Pkcs1 = true });
        try
        {
            var request = ReadRequest(form, now);
            form.Findings.Settle(context);
            return new(kek!, signer!, request!);
        }
        catch
        {
            kek?.Dispose();
            signer?.Dispose();
            throw;
        }
    }

    /// <summary>Wipes the keys.</summary>
    public void Dispose()
    {
        Kek.Dispose();
        Signer.Dispose();
    }

    private static Sb2Request? ReadRequest(ConfigForm form, DateTimeOffset now)
    {
        var certificates = Certificates(form, CertificatesKey, required: true);
        var roots = form.Has(RootKeysKey) ? Certificates(form, RootKeysKey, required: true) : certificates?.Take(1).ToList();
        var product = Version(form, "product_version");
        var component = Version(form, "component_version");
        var build = form.Number("build_number", 0, uint.MaxValue);
        var timestamp = Timestamp(form, now);
        bool digest = Flag(form, "digest", otherwise: false);
        bool counted = Flag(form, "digest_counted", otherwise: true);
        var sections = new SbSectionForm(form).Read(SectionsKey);
        if (certificates is null || roots is null || sections is null || RootKeys(form, roots) is not { } table)
            return null;
        return new(sections, certificates.ConvertAll(c => c.Der), table, timestamp)
        {
            ProductVersion = product ?? new(1, 0, 0),
            ComponentVersion = component ?? product ?? new(1, 0, 0),
            BuildNumber = (uint)(build ?? 1),
            WithDigest = digest,
            LeavesDigestUncounted = !counted,
        };
    }

    private static RootKeyTable? RootKeys(ConfigForm form, List<RsaCertificate> roots)
    {
        if (RootKeyTable.Of(roots.ConvertAll(r => r.RootKeyHash())).Try(out var table, out var fault))
            return table;
        form.Findings.Add(form.LineOf(RootKeysKey), fault.What);
        return null;
    }

    private static List<RsaCertificate>? Certificates(ConfigForm form, string key, bool required)
    {
        if (form.Node(key) is not ConfigList { Items.Count: > 0 } list)
        {
            if (required || form.Has(key))
                form.Findings.Add(form.LineOf(key), form.Has(key) ? $"{key} is not a list of files" : $"{key} is missing");
            return null;
        }

        var read = list.Items.Select(item => Certificate(form, key, item)).ToList();
        return read.Contains(null) ? null : read.ConvertAll(c => c!);
    }

    private static RsaCertificate? Certificate(ConfigForm form, string key, ConfigNode item)
    {
        if (item is not ConfigScalar { Text: { Length: > 0 } text } || form.Paths.Find(text) is not { } path)
        {
            form.Findings.Add(item.Line, item is ConfigScalar { Text: { Length: > 0 } missing } ? $"{key}: {missing} does not exist" : $"{key}: an item is not a file");
            return null;
        }

        if (KeyFile.ReadCertificate(form.Paths.Disk.ReadAll(path)).Try(out byte[]? der, out var fault) && RsaCertificate.Parse(der).Try(out var certificate, out fault))
            return certificate;
        form.Findings.Add(item.Line, $"{key}: {path}: {fault!.What}");
        return null;
    }

    // Three numbers, so that 1.10 is not read as 1.1.
    private static Sb2Version? Version(ConfigForm form, string key)
    {
        if (form.Text(key) is not { } text)
            return null;
        int[] numbers = [.. text.Split('.').Select(n => int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : -1)];
        if (numbers is [var major, var minor, var fix] && new Sb2Version(major, minor, fix) is { Fits: true } version)
            return version;
        form.Findings.Add(form.LineOf(key), $"{key}: {text} is not three numbers of 0 to {Sb2Version.MaxNumber}, as in 1.2.3");
        return null;
    }

    private static DateTimeOffset Timestamp(ConfigForm form, DateTimeOffset now)
    {
        if (form.Text("timestamp") is not { } text)
            return now;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return time;
        form.Findings.Add(form.LineOf("timestamp"), $"timestamp: {text} is not a time such as 2026-01-31T12:00:00Z");
        return now;
    }

    private static bool Flag(ConfigForm form, string key, bool otherwise)
    {
        switch (form.Text(key)?.ToLowerInvariant())
        {
            case null:
                return otherwise;
            case "true" or "yes":
                return true;
            case "false" or "no":
                return false;
            default:
                form.Findings.Add(form.LineOf(key), $"{key} is neither true nor false");
                return otherwise;
        }
    }
}
