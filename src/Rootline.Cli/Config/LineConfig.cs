using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Sb2;

namespace Rootline.Cli.Config;

/// <summary>A station's configuration (tphost, nxp-trust-provisioning 8.2).</summary>
internal sealed record LineConfig
{
    private const int DefaultTimeout = 60;
    private const int MaxTimeout = 86_400;

    /// <summary>The devices' family.</summary>
    public required Family Family { get; init; }

    /// <summary>The provisioning firmware (SB2 file), or null.</summary>
    public byte[]? ProvisioningFirmware { get; init; }

    /// <summary>The product firmware (SB2 file), or null.</summary>
    public byte[]? ProductFirmware { get; init; }

    /// <summary>The log's absolute path; the file may not exist yet.</summary>
    public required string LogPath { get; init; }

    /// <summary>How the card is reached.</summary>
    public required CardAccess Card { get; init; }

    /// <summary>Where the devices are.</summary>
    public required TargetAccess Target { get; init; }

    /// <summary>How long a whole device may take; zero for no limit.</summary>
    public TimeSpan DeviceTimeout { get; init; } = TimeSpan.FromSeconds(DefaultTimeout);

    /// <summary>Reads and checks a file; all its faults are told together.</summary>
    /// <param name="context">What the command works with.</param>
    /// <param name="path">The file as the operator named it.</param>
    public static LineConfig Read(CommandContext context, string path)
    {
        var form = ConfigForm.Of(ConfigDocument.Read(context.Disk, context.FullPath(path)), context.Disk, context.Folder);
        var family = CardConfig.FamilyOf(form);
        var card = CardAccess.Of(form);
        var target = new TargetForm(form, family).Read();
        // Files of families with provisioning data are of another version, which the chip alone judges.
        Func<byte[], Parsed<byte[]>> check = family is { UsesProvisioningData: true } ? f => f.ToArray() : Sound;
        var provisioning = form.Content(ConfigKeys.ProvisioningFirmware, check);
        var product = form.Content(ConfigKeys.Firmware, check);
        string? log = form.Text(ConfigKeys.AuditLog, required: true);
        // As in the original a file that is named must exist, also where it is not used.
        form.ExistingFile(ConfigKeys.AuditLogKey);
        int timeout = (int)(form.Number(ConfigKeys.Timeout, 0, MaxTimeout) ?? DefaultTimeout);
        form.Findings.Settle(context);
        return new()
        {
            Family = family!,
            ProvisioningFirmware = provisioning,
            ProductFirmware = product,
            LogPath = form.Paths.Place(log!),
            Card = card!,
            Target = target!,
            DeviceTimeout = TimeSpan.FromSeconds(timeout),
        };
    }

    private static Parsed<byte[]> Sound(byte[] file) =>
        Sb2Structure.Walk(file).Try(out _, out var fault) ? file.ToArray() : fault;
}
