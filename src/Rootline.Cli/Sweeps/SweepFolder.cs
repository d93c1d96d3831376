using Rootline.Core.Disks;

namespace Rootline.Cli.Sweeps;

/// <summary>The folder of one case: the copy of the chip, the working folder, what the command said. Removed at the end.</summary>
internal sealed class SweepFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rootline-sweep-").FullName;

    /// <summary>Makes the folder.</summary>
    /// <param name="plan">What is copied into it.</param>
    public SweepFolder(SweepPlan plan)
    {
        try
        {
            File.Copy(plan.ChipFile, Chip);
            if (plan.Copy is { } source)
                Copy(new DirectoryInfo(source), Work);
            else
                Directory.CreateDirectory(Work);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Dispose();
            throw DiskFaults.Failed.Exception($"the case's files cannot be copied: {e.Message}", cause: e);
        }
    }

    /// <summary>The chip file.</summary>
    public string Chip => Path.Combine(_folder, "chip.bin");

    /// <summary>The working folder.</summary>
    public string Work => Path.Combine(_folder, "work");

    /// <summary>The control socket.</summary>
    public string Control => Path.Combine(_folder, "control");

    /// <summary>What a visit said on both its outputs.</summary>
    /// <param name="visit">The visit, from 1.</param>
    public string Said(int visit) => Path.Combine(_folder, $"visit-{visit}.txt");

    /// <summary>Keeps the folder's files for whoever looks into a violation.</summary>
    /// <param name="keep">The folder that gets a folder of this name.</param>
    /// <param name="name">The name.</param>
    public void Keep(string keep, string name)
    {
        Directory.CreateDirectory(keep);
        Copy(new DirectoryInfo(_folder), Path.Combine(keep, name));
    }

    /// <summary>Removes the folder. What a command that was ended still writes is waited for a little.</summary>
    public void Dispose()
    {
        for (int attempt = 0; Directory.Exists(_folder); attempt++)
        {
            try
            {
                Directory.Delete(_folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                if (attempt == 20)
                    return;
                Thread.Sleep(50);
            }
        }
    }

    // Links are copied as links; modes stay what they are.
    private static void Copy(DirectoryInfo source, string target)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(target);
        else
            Directory.CreateDirectory(target, source.UnixFileMode);
        foreach (var entry in source.EnumerateFileSystemInfos())
        {
            string place = Path.Combine(target, entry.Name);
            if (entry.LinkTarget is { } link)
                File.CreateSymbolicLink(place, link);
            else if (entry is DirectoryInfo folder)
                Copy(folder, place);
            else if (!IsLock((FileInfo)entry))
                ((FileInfo)entry).CopyTo(place);
        }
    }

    // A file that stands for a lock is held by its owner, and the copy has none.
    private static bool IsLock(FileInfo file) => file is { Extension: ".lock", Length: 0 };
}
