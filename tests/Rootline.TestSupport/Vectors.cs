using Xunit;

namespace Rootline.TestSupport;

/// <summary>Files that tests compare with: those shared between projects, and the project's own.</summary>
public static class Vectors
{
    /// <summary>The folder of shared vectors beside the repository, or null where it is absent.</summary>
    public static string? Folder { get; } = Find("../shared/vectors");

    /// <summary>Reads a shared vector.</summary>
    public static byte[] Read(string relative) =>
        File.ReadAllBytes(Path.Combine(Folder ?? throw new InvalidOperationException("shared vectors are not here"), relative));

    /// <summary>Reads one of the project's own vectors, below tests/vectors.</summary>
    public static byte[] Own(string relative) =>
        File.ReadAllBytes(Path.Combine(Find("tests/vectors") ?? throw new InvalidOperationException("tests/vectors is missing"), relative));

    private static string? Find(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.GetFullPath(Path.Combine(folder.FullName, relative));
            if (File.Exists(Path.Combine(folder.FullName, "Rootline.slnx")) && Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }
}

/// <summary>A test that needs the shared vectors and is skipped by name where they are absent.</summary>
public sealed class VectorFactAttribute : FactAttribute
{
    /// <summary>Decides whether the test runs.</summary>
    public VectorFactAttribute() => Skip = Vectors.Folder is null ? "shared vectors are not here" : null;
}

/// <summary>A theory that needs the shared vectors and is skipped by name where they are absent.</summary>
public sealed class VectorTheoryAttribute : TheoryAttribute
{
    /// <summary>Decides whether the test runs.</summary>
    public VectorTheoryAttribute() => Skip = Vectors.Folder is null ? "shared vectors are not here" : null;
}
