using Rootline.TestSupport;
using Xunit;

namespace Rootline.Peers.Cli;

/// <summary>
/// A test against MCUboot's own imgtool, which is no part of the project: ROOTLINE_IMGTOOL names its <c>imgtool.py</c>, and PYTHONPATH
/// what it imports. Where it is not named the test is skipped by name.
/// </summary>
internal sealed class ImgtoolFactAttribute : FactAttribute
{
    /// <summary>Decides whether the test runs.</summary>
    public ImgtoolFactAttribute() => Skip = Script is null ? "ROOTLINE_IMGTOOL does not name an imgtool.py" : null;

    /// <summary>The program; null where there is none.</summary>
    public static string? Script { get; } = Environment.GetEnvironmentVariable("ROOTLINE_IMGTOOL") is { Length: > 0 } path && File.Exists(path) ? path : null;

    /// <summary>Runs it.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="args">Its arguments.</param>
    public static ProgramRun Run(string folder, params string[] args)
    {
        using var process = ProgramRun.Start("python3", folder, null, [Script!, .. args]);
        return ProgramRun.Finish(process);
    }
}
