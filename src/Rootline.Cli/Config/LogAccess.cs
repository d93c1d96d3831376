using Rootline.Cli.Frame;

namespace Rootline.Cli.Config;

/// <summary>Reads of a station's configuration only where its log lies: neither card nor firmware need be there.</summary>
internal static class LogAccess
{
    /// <summary>The log's absolute path.</summary>
    /// <param name="context">What the command works with.</param>
    /// <param name="path">The configuration file as the operator named it.</param>
    public static string Read(CommandContext context, string path)
    {
        var form = ConfigForm.Of(ConfigDocument.Read(context.Disk, context.FullPath(path)), context.Disk, context.Folder);
        string? log = form.Text(ConfigKeys.AuditLog, required: true);
        form.Findings.Settle(context);
        return form.Paths.Place(log!);
    }
}
