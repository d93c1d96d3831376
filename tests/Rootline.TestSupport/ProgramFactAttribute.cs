using Xunit;

namespace Rootline.TestSupport;

/// <summary>
/// A test that runs programs of the system. Where one is missing it is skipped by name, unless ROOTLINE_TEST_STRICT=1 says
/// that everything must be there: then it runs and fails.
/// </summary>
public sealed class ProgramFactAttribute : FactAttribute
{
    /// <summary>Marks a test.</summary>
    /// <param name="programs">What must be on the PATH, for example <c>sqlite3</c>.</param>
    public ProgramFactAttribute(params string[] programs)
    {
        Programs = programs;
        var missing = programs.Where(p => !IsOnPath(p)).ToList();
        if (missing.Count > 0 && Environment.GetEnvironmentVariable("ROOTLINE_TEST_STRICT") != "1")
            Skip = $"missing on this machine: {string.Join(", ", missing)}";
    }

    /// <summary>What must be on the PATH.</summary>
    public IReadOnlyList<string> Programs { get; }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
