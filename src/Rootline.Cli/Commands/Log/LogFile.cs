using Rootline.Core.Disks;
using Rootline.Core.Faults;
using Rootline.Ledger.Sqlite;

namespace Rootline.Cli.Commands.Log;

/// <summary>A log file that somebody hands in: what is wrong with the file is the file's fault, not the station's.</summary>
internal static class LogFile
{
    /// <summary>Works on a file that must exist.</summary>
    /// <param name="disk">Where it lies.</param>
    /// <param name="path">Its absolute path.</param>
    /// <param name="work">The work.</param>
    public static T Use<T>(IDisk disk, string path, Func<T> work) => Use(disk, [path], work);

    /// <summary>Works on files that must exist.</summary>
    /// <param name="disk">Where they lie.</param>
    /// <param name="paths">Their absolute paths.</param>
    /// <param name="work">The work.</param>
    public static T Use<T>(IDisk disk, IReadOnlyList<string> paths, Func<T> work)
    {
        if (paths.FirstOrDefault(p => !disk.Exists(p)) is { } missing)
            throw DiskFaults.Missing.Exception($"{missing} does not exist");
        try
        {
            return work();
        }
        catch (FaultException e) when (e.Fault.Code == SqliteFaults.Corrupt || e.Fault.Code == SqliteFaults.CannotOpen)
        {
            throw LogCommandFaults.Unusable.Exception(e.Fault.What, vendorCode: e.Fault.VendorCode, cause: e);
        }
    }

    /// <summary>Refuses to write over a file, unless it is allowed, and over the log itself in any case.</summary>
    /// <param name="disk">Where it goes.</param>
    /// <param name="source">The log that is read.</param>
    /// <param name="destination">The file.</param>
    /// <param name="force">Whether a file that is there may go.</param>
    public static void DemandFree(IDisk disk, string source, string destination, bool force)
    {
        if (Target(source) == Target(destination))
            throw LogCommandFaults.Itself.Exception($"{destination} is the log itself");
        if (disk.Exists(destination) && !force)
            throw LogCommandFaults.Exists.Exception($"{destination} exists");
    }

    private static string Target(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (IOException)
        {
            // Nothing is there, or a circle of links: the disk has the word on that.
            return path;
        }
    }
}
