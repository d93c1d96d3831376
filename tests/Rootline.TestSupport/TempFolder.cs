namespace Rootline.TestSupport;

/// <summary>A folder of one test, deleted with everything in it at the end.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>The folder.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("rootline-test-").FullName;

    /// <summary>A path in the folder.</summary>
    /// <param name="name">A file name.</param>
    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
