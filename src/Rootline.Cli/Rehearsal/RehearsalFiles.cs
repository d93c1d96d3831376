using Rootline.Cli.Config;
using Rootline.Cli.Frame;
using Rootline.Core.Crypto;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp;

namespace Rootline.Cli.Rehearsal;

/// <summary>What a rehearsal takes from a station's configuration, or from a card's where one file serves for both.</summary>
internal sealed record RehearsalFiles : IDisposable
{
    /// <summary>The line's family, or null.</summary>
    public Family? Family { get; init; }

    /// <summary>The product firmware, or null.</summary>
    public byte[]? Firmware { get; init; }

    /// <summary>The key that the log is to be verified with, or null.</summary>
    public P256PublicKey? LogKey { get; init; }

    /// <summary>Reads a configuration; only these keys are looked at.</summary>
    /// <param name="context">What the command works with.</param>
    /// <param name="path">The file as the operator named it.</param>
    public static RehearsalFiles Read(CommandContext context, string path)
    {
        var document = ConfigDocument.Read(context.Disk, context.FullPath(path));
        // Keys that nobody knows are the business of the command that works by the file.
        var form = ConfigForm.Of(document, context.Disk, context.Folder, [.. document.Root.Entries.Select(e => e.Key)]);
        var family = CardConfig.FamilyOf(form);
        var firmware = form.Content<byte[]>(ConfigKeys.Firmware, f => (byte[])f.Clone());
        var key = form.Content(ConfigKeys.AuditLogKey, f => KeyFile.ReadPublic(f));
        form.Findings.Settle(context);
        return new() { Family = family, Firmware = firmware, LogKey = key };
    }

    /// <summary>The firmware of a file of its own.</summary>
    /// <param name="context">What the command works with.</param>
    /// <param name="path">The file as the operator named it.</param>
    public static byte[] ReadFirmware(CommandContext context, string path) => context.Disk.ReadAll(context.FullPath(path));

    /// <summary>Releases the key.</summary>
    public void Dispose() => LogKey?.Dispose();
}
