using Rootline.Core.Disks;

namespace Rootline.Cli.Demo;

/// <summary>Where the demo's parts lie.</summary>
/// <param name="disk">The disk.</param>
/// <param name="root">The demo's folder.</param>
internal sealed class DemoFolder(IDisk disk, string root)
{
    private const string DefaultName = "rootline-demo";

    /// <summary>The folder itself.</summary>
    public string Root { get; } = root;

    /// <summary>The virtual silicon vendor.</summary>
    public string Vendor => Path.Combine(Root, "vendor");

    /// <summary>The OEM's keys, pages, product and card configuration.</summary>
    public string Oem => Path.Combine(Root, "oem");

    /// <summary>The card configuration.</summary>
    public string CardConfiguration => Path.Combine(Oem, "tpconfig.yaml");

    /// <summary>The public half of the log key.</summary>
    public string LogKey => Path.Combine(Oem, "oem_log_puk.pem");

    /// <summary>The card's memory.</summary>
    public string Card => Path.Combine(Root, "card", "card.bin");

    /// <summary>The keys that seal the card's memory.</summary>
    public string CardKeys => Path.Combine(Root, "card", "keys");

    /// <summary>The station.</summary>
    public string Station => Path.Combine(Root, "station");

    /// <summary>The station's ledger: the audit log, the journal, the device records.</summary>
    public string Log => Path.Combine(Station, "audit_log.db");

    /// <summary>The station's configuration.</summary>
    public string LineConfiguration => Path.Combine(Station, "tphost.yaml");

    /// <summary>The chips.</summary>
    public string Chips => Path.Combine(Root, "chips");

    /// <summary>A chip's file.</summary>
    /// <param name="number">From 1.</param>
    public string Chip(int number) => Path.Combine(Chips, $"chip-{number:000}.chip");

    /// <summary>The TF-M device with all that belongs to it.</summary>
    public string Tfm => Path.Combine(Root, "tfm");

    /// <summary>The Nordic part with all that belongs to it.</summary>
    public string Nordic => Path.Combine(Root, "nordic");

    /// <summary>Makes the folders; a folder that holds a demo or anything else is left alone.</summary>
    public void Create()
    {
        if (disk.Exists(Log) || disk.Exists(Card) || disk.Exists(CardConfiguration))
            throw DemoFaults.FolderUsed.Exception($"{Root} holds a demo already");
        foreach (string folder in (string[])[Root, Vendor, Oem, Path.GetDirectoryName(Card)!, Station, Chips, Tfm, Nordic])
            disk.CreateFolder(folder, secret: folder == Vendor || folder == Oem || folder == Tfm || folder == Nordic);
    }

    /// <summary>Writes a file of the OEM's or the station's.</summary>
    /// <param name="path">Where.</param>
    /// <param name="content">What.</param>
    public void Write(string path, ReadOnlySpan<byte> content) => disk.Replace(path, content);

    /// <summary>Writes a secret file and wipes the content.</summary>
    /// <param name="path">Where.</param>
    /// <param name="content">What.</param>
    public void WriteSecret(string path, Core.Secrets.Secret content)
    {
        using (content)
            disk.Replace(path, content.Span, secret: true);
    }

    /// <summary>The first default folder that holds no demo yet.</summary>
    /// <param name="disk">The disk.</param>
    /// <param name="parent">Where to look.</param>
    public static string Fresh(IDisk disk, string parent)
    {
        for (int i = 1; ; i++)
        {
            string candidate = Path.Combine(parent, i == 1 ? DefaultName : $"{DefaultName}-{i}");
            if (!disk.Exists(new DemoFolder(disk, candidate).CardConfiguration))
                return candidate;
        }
    }
}
