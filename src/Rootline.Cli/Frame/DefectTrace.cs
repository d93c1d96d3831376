using System.Globalization;
using System.Text;
using Rootline.Core.Faults;

namespace Rootline.Cli.Frame;

/// <summary>Keeps the trace of an exception that nobody expected in a file that only its owner may read.</summary>
internal static class DefectTrace
{
    /// <summary>Writes the trace and makes the fault that names it.</summary>
    /// <param name="context">Where traces go.</param>
    /// <param name="exception">What nobody expected.</param>
    public static Fault Keep(CommandContext context, Exception exception)
    {
        string what = $"an internal check failed: {exception.GetType().Name}";
        string stamp = context.Clock.GetUtcNow().ToString("yyyyMMdd-HHmmssfff", CultureInfo.InvariantCulture);
        string path = Path.Combine(context.TraceFolder, $"rootline-defect-{stamp}-{Convert.ToHexStringLower(context.Entropy.Bytes(4))}.txt");
        try
        {
            context.Disk.Replace(path, Encoding.UTF8.GetBytes(exception + "\n"), secret: true);
        }
        catch (FaultException)
        {
            return CoreFaults.Defect.Fault($"{what} (its trace could not be written to {path})");
        }

        return CoreFaults.Defect.Fault(what, $"keep the folder as it is and report this with the command that was run and {path}");
    }
}
