using Rootline.Cli.Frame;
using Rootline.Proof.Log.Reports;

namespace Rootline.Cli.Commands.Log;

/// <summary>Where a report goes; its name says in what form.</summary>
internal static class ReportFile
{
    /// <summary>Whether a name ends as a report's does.</summary>
    public static bool IsNamed(string name) => IsHtml(name) || name.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Refuses to write over anything that was handed in, and over other files unless it is allowed.</summary>
    public static void DemandFree(CommandContext context, LogVerifyRequest request)
    {
        foreach (string name in request.Reports)
        {
            foreach (string log in request.Logs)
                LogFile.DemandFree(context.Disk, context.FullPath(log), context.FullPath(name), request.Force);
        }
    }

    /// <summary>Writes the report in the form that its name says.</summary>
    public static void Write(CommandContext context, string name, LogReport report) =>
        context.Disk.Replace(context.FullPath(name), IsHtml(name) ? LogReportHtml.Encode(report) : LogReportJson.Encode(report));

    private static bool IsHtml(string name) => name.EndsWith(".html", StringComparison.OrdinalIgnoreCase);
}
