using Rootline.TestSupport;

namespace Rootline.Tests.House;

/// <summary>The files of the repository, without what builds and tools leave there.</summary>
internal static class Sources
{
    private static readonly HashSet<string> Ignored = ["bin", "obj", ".build", ".git", ".vs", "TestResults", "rootline-demo"];

    /// <summary>All files under a folder of the repository, relative to its root.</summary>
    public static IEnumerable<string> Under(string folder) =>
        Walk(RepositoryRoot.PathOf(folder)).Select(f => Path.GetRelativePath(RepositoryRoot.Folder, f)).Order(StringComparer.Ordinal);

    /// <summary>The product's C# files.</summary>
    public static IReadOnlyList<string> Product { get; } = [.. Under("src").Where(f => f.EndsWith(".cs", StringComparison.Ordinal))];

    /// <summary>All C# files.</summary>
    public static IReadOnlyList<string> Code { get; } = [.. Under(".").Where(f => f.EndsWith(".cs", StringComparison.Ordinal))];

    /// <summary>The text of a file.</summary>
    public static string Text(string relative) => File.ReadAllText(RepositoryRoot.PathOf(relative));

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder).Where(f => !Ignored.Contains(Path.GetFileName(f))).Concat(
            Directory.EnumerateDirectories(folder).Where(d => !Ignored.Contains(Path.GetFileName(d))).SelectMany(Walk));
}
