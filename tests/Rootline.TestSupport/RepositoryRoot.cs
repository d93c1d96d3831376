namespace Rootline.TestSupport;

/// <summary>The folder of the sources, found upwards from the test assembly.</summary>
public static class RepositoryRoot
{
    /// <summary>The folder that holds Rootline.slnx.</summary>
    public static string Folder { get; } = Find();

    /// <summary>A path inside the repository.</summary>
    /// <param name="relative">Relative to the root.</param>
    public static string PathOf(string relative) => Path.Combine(Folder, relative);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Rootline.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests do not lie inside the repository");
    }
}
