using Rootline.Core.Disks;

namespace Rootline.Cli.Config;

/// <summary>Where the paths of a configuration file point: from the file's folder first, then from the working folder.</summary>
/// <param name="Disk">The disk.</param>
/// <param name="FileFolder">The configuration file's folder.</param>
/// <param name="WorkingFolder">The working folder.</param>
internal sealed record ConfigPaths(IDisk Disk, string FileFolder, string WorkingFolder)
{
    /// <summary>The absolute path of a file that exists, or null.</summary>
    /// <param name="text">The path as it was written; backslashes count as slashes.</param>
    public string? Find(string text) => Candidates(text).FirstOrDefault(Disk.Exists);

    /// <summary>The absolute path of a file that may have to be made: where it is found, else in the configuration file's folder.</summary>
    /// <param name="text">The path as it was written.</param>
    public string Place(string text) => Find(text) ?? Candidates(text)[0];

    /// <summary>The absolute path of a folder: where it is found, else in the configuration file's folder.</summary>
    /// <param name="text">The path as it was written.</param>
    public string PlaceFolder(string text) => Candidates(text).FirstOrDefault(Directory.Exists) ?? Candidates(text)[0];

    private string[] Candidates(string text)
    {
        string path = text.Replace('\\', '/');
        return [Path.GetFullPath(path, FileFolder), Path.GetFullPath(path, WorkingFolder)];
    }
}
